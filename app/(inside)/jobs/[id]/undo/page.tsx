import { UndoPage } from '@/components/undo/undo-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <UndoPage jobId={(await params).id} />;
}
