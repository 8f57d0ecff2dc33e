'use client';

import { Check, CircleX, Info, type LucideIcon } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { ButtonLink } from './button.tsx';
import { Icon } from './icon.tsx';
import { dropToast, type Toast, type ToastTone, toastStore } from './toast-store.ts';

const none: readonly Toast[] = [];
const signs: Record<ToastTone, LucideIcon> = { ok: Check, quiet: Info, danger: CircleX };

/** Bottom right, six seconds; stays under the pointer or the focus. F8 leads into it. */
export function Toaster() {
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => none);
  return (
    <Radix.Provider duration={6000} label="Notice">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
      <Radix.Viewport className="toasts" label="Notices ({hotkey})" />
    </Radix.Provider>
  );
}

function OneToast({ toast }: { toast: Toast }) {
  return (
    <Radix.Root className="toast" onOpenChange={(open) => !open && dropToast(toast.id)}>
      <Icon of={signs[toast.tone]} tone={toast.tone} />
      <div>
        <Radix.Title asChild>
          <b>{toast.title}</b>
        </Radix.Title>
        {toast.text ? (
          <Radix.Description asChild>
            <span>{toast.text}</span>
          </Radix.Description>
        ) : null}
      </div>
      {toast.action ? (
        <Radix.Action altText={toast.action.label} asChild>
          <ButtonLink look="quiet" href={toast.action.href}>
            {toast.action.label}
          </ButtonLink>
        </Radix.Action>
      ) : null}
    </Radix.Root>
  );
}
