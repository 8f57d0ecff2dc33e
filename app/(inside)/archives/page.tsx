import { ArchivesPage } from '@/components/archives/archives-page.tsx';

export default async function Page({ searchParams }: { searchParams: Promise<{ upload?: string }> }) {
  return <ArchivesPage chooseFile={(await searchParams).upload !== undefined} />;
}
