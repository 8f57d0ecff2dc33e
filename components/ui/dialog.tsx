'use client';

import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

type DialogProps = {
  open: boolean;
  onClose: () => void;
  /** A question with the number in it, where something is decided. */
  title: ReactNode;
  children: ReactNode;
  /** Buttons are the answers; give `autoFocus` to the harmless one when something is lost for good. */
  footer?: ReactNode;
  wide?: boolean;
  /** A cross in the head, where nothing has to be answered. */
  cross?: boolean;
};

/**
 * The browser's own modal dialog: everything behind it is inert, Esc closes it, focus returns to where it came from,
 * and no script has to add styles (the content security policy would refuse them).
 */
export function Dialog({ open, onClose, title, children, footer, wide, cross }: DialogProps) {
  const titleId = useId();
  return (
    <Modal open={open} onClose={onClose} className={cx('dialog', wide && 'wide')} labelledBy={titleId}>
      <header>
        <h2 id={titleId}>{title}</h2>
        {cross ? (
          <Button look="quiet" icon={X} iconOnly onClick={onClose}>
            Close
          </Button>
        ) : null}
      </header>
      <div className="body">{children}</div>
      {footer ? <footer>{footer}</footer> : null}
    </Modal>
  );
}

type ModalProps = {
  open: boolean;
  onClose: () => void;
  className: string;
  label?: string;
  labelledBy?: string;
  children: ReactNode;
};

/** A bare modal: for what is no question (command menu, sheet). A press beside it closes it. */
export function Modal({ open, ...rest }: ModalProps) {
  return open ? <OpenModal {...rest} /> : null;
}

function OpenModal({ onClose, className, label, labelledBy, children }: Omit<ModalProps, 'open'>) {
  const ref = useRef<HTMLDialogElement>(null);
  // Before the node goes, not after: only close() gives the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc is the key for it, the browser handles that
    <dialog
      ref={ref}
      className={className}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === ref.current && onClose()}
    >
      {children}
    </dialog>
  );
}
