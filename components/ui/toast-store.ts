import type { ReactNode } from 'react';

export type ToastTone = 'ok' | 'quiet' | 'danger';
export type Toast = {
  id: number;
  tone: ToastTone;
  title: string;
  text?: ReactNode;
  action?: { label: string; href: string };
};

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

/** Says that a click was carried out: green only where something was checked. Never the place for an error that needs a remedy. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  toasts = [...toasts, { ...toast, id: nextId++ }];
  tell();
}

export function dropToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  tell();
}

export const toastStore = {
  get: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function tell() {
  for (const listener of listeners) listener();
}
