import { ComparePage } from '@/components/compare/compare-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <ComparePage id={(await params).id} />;
}
