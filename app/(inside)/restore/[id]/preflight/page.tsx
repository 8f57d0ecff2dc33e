import { PreflightPage } from '@/components/restore/preflight-page.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <PreflightPage id={(await params).id} />;
}
