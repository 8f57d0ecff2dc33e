import { ArchivePage } from '@/components/archive/archive-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ArchivePage id={(await params).id} />;
}
