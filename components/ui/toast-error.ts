import { shownError } from '../api/error.ts';
import { showToast } from './toast-store.ts';

/** Says why a click could not be carried out, with the remedy. */
export function toastError(error: unknown): void {
  const { title, remedy } = shownError(error);
  showToast({ tone: 'danger', title, text: remedy });
}
