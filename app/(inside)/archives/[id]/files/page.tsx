import { FilesPage } from '@/components/files/files-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <FilesPage id={(await params).id} />;
}
