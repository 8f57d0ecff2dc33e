import type { ReactNode } from 'react';
import { ApiProvider } from '@/components/api/provider.tsx';
import { InstallationProvider } from '@/components/shell/installation.tsx';
import { NoticesProvider } from '@/components/shell/notices.tsx';
import { Shell } from '@/components/shell/shell.tsx';
import { UploadsProvider } from '@/components/uploads/uploads-provider.tsx';

/** Pages behind the sign-in. Whoever isn't signed in is led there by the first answer of the API. */
export default function InsideLayout({ children }: { children: ReactNode }) {
  return (
    <ApiProvider>
      <InstallationProvider>
        <NoticesProvider>
          <UploadsProvider>
            <Shell>{children}</Shell>
          </UploadsProvider>
        </NoticesProvider>
      </InstallationProvider>
    </ApiProvider>
  );
}
