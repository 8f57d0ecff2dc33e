import type { ReactNode } from 'react';
import { ApiProvider } from '@/components/api/provider.tsx';

/** Pages that nobody has to be signed in for. */
export default function OutsideLayout({ children }: { children: ReactNode }) {
  return <ApiProvider>{children}</ApiProvider>;
}
