import { RehearsalPage } from '@/components/rehearsal/rehearsal-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <RehearsalPage id={(await params).id} />;
}
