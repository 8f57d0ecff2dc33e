import { ResultPage } from '@/components/restore/result-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ResultPage jobId={(await params).id} />;
}
