import { RunPage } from '@/components/restore/run-page.tsx';

export default async function Page({ params }: { params: Promise<{ jobId: string }> }) {
  return <RunPage jobId={(await params).jobId} />;
}
