import { NotFoundPage } from '@/components/session/not-found-page.tsx';

export default function NotFound() {
  return <NotFoundPage />;
}
