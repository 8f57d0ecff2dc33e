import { ChoosePage } from '@/components/restore/choose-page.tsx';

export default async function Page({ searchParams }: { searchParams: Promise<{ archive?: string }> }) {
  return <ChoosePage archive={(await searchParams).archive ?? null} />;
}
