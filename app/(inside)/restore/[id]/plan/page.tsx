import { PlanPage } from '@/components/restore/plan-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <PlanPage id={(await params).id} />;
}
