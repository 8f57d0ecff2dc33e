import { ContentsPage } from '@/components/restore/contents-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ContentsPage id={(await params).id} />;
}
