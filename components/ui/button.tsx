'use client';

import { LoaderCircle, type LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { useHydrated } from '../api/use-hydrated.ts';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'danger-quiet' | 'quiet';

type Shared = {
  look?: ButtonLook;
  large?: boolean;
  icon?: LucideIcon;
  /** Only the icon shows; `children` becomes its name. */
  iconOnly?: boolean;
};

type ButtonProps = Shared &
  Omit<ComponentProps<'button'>, 'disabled'> & {
    /** A participle while the click is being carried out: "Starting". */
    busy?: string | false | null;
    /** Why it can't be pressed now, in words. It stays focusable, so that the reason can be heard. */
    why?: string | null;
    /** The reason is written beside the button already, in the element with this id. */
    whyId?: string;
  };

export function Button({ look, large, icon, iconOnly, busy, why, whyId, children, onClick, ...rest }: ButtonProps) {
  const ownWhyId = useId();
  const hydrated = useHydrated();
  const off = Boolean(why) || Boolean(busy);
  return (
    <>
      <button
        type="button"
        {...rest}
        // Until the browser has taken over it would send the form by itself: what was typed would stand in the address.
        disabled={rest.type === 'submit' && !hydrated}
        className={cx(classOf({ look, large, iconOnly }), rest.className)}
        aria-disabled={why ? true : undefined}
        aria-busy={busy ? true : undefined}
        aria-describedby={why ? (whyId ?? ownWhyId) : rest['aria-describedby']}
        aria-label={iconOnly && typeof children === 'string' ? children : rest['aria-label']}
        title={why ?? (iconOnly && typeof children === 'string' ? children : rest.title)}
        onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
      >
        <Inside icon={icon} iconOnly={iconOnly} busy={busy}>
          {children}
        </Inside>
      </button>
      {why && !whyId ? (
        <span className="sr" id={ownWhyId}>
          {why}
        </span>
      ) : null}
    </>
  );
}

type ButtonLinkProps = Shared & ComponentProps<typeof Link> & { download?: boolean };

/** Looks like a button, goes somewhere. A download leaves the router alone. */
export function ButtonLink({ look, large, icon, iconOnly, children, ...rest }: ButtonLinkProps) {
  const className = cx(classOf({ look, large, iconOnly }), rest.className);
  const inside = (
    <Inside icon={icon} iconOnly={iconOnly}>
      {children}
    </Inside>
  );
  if (rest.download) {
    return (
      <a href={String(rest.href)} download className={className}>
        {inside}
      </a>
    );
  }
  return (
    <Link {...rest} className={className}>
      {inside}
    </Link>
  );
}

function Inside({
  icon,
  iconOnly,
  busy,
  children,
}: Pick<ButtonProps, 'icon' | 'iconOnly' | 'busy'> & { children: ReactNode }) {
  if (busy) {
    return (
      <>
        <Icon of={LoaderCircle} spin />
        {iconOnly ? null : busy}
      </>
    );
  }
  return (
    <>
      {icon ? <Icon of={icon} /> : null}
      {iconOnly ? null : children}
    </>
  );
}

function classOf({ look = 'plain', large, iconOnly }: Shared): string {
  return cx('btn', look !== 'plain' && `btn-${look}`, large && 'btn-lg', iconOnly && 'btn-icon');
}
