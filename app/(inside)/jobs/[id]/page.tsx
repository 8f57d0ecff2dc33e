import { JobPage } from '@/components/job/job-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <JobPage id={(await params).id} />;
}
