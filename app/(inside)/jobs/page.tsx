import { JobsPage } from '@/components/jobs/jobs-page.tsx';

export default function Page() {
  return <JobsPage />;
}
