'use client';

import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';

/** Opens below its button and stays in its landmark. Not modal: nothing behind it is locked, so no style has to be added to the page. */
export function Menu({
  trigger,
  children,
  align = 'end',
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className="menu" align={align} sideOffset={4} collisionPadding={8}>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

type ItemProps = {
  icon?: LucideIcon;
  onSelect: () => void;
  danger?: boolean;
  shortcut?: string;
  why?: string | null;
  children: ReactNode;
};

export function MenuItem({ icon, onSelect, danger, shortcut, why, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      className={cx('menu-item', danger && 'danger-ink')}
      disabled={Boolean(why)}
      onSelect={onSelect}
      title={why ?? undefined}
    >
      {icon ? <Icon of={icon} /> : null}
      <span>
        {children}
        {why ? <small>{why}</small> : null}
      </span>
      {shortcut ? <KeyHint keys={shortcut} /> : null}
    </DropdownMenu.Item>
  );
}

export function MenuChoice({
  value,
  onChange,
  options,
}: {
  value: string;
  onChange: (value: string) => void;
  options: { value: string; label: ReactNode; small?: string }[];
}) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className="menu-item">
          <span>
            {option.label}
            {option.small ? <small>{option.small}</small> : null}
          </span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuRule() {
  return <DropdownMenu.Separator className="menu-rule" />;
}
