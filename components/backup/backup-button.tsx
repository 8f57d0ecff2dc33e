'use client';

import { backup as words } from '../messages/backup.ts';
import { Button, type ButtonLook } from '../ui/button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { useStartBackup } from './use-start-backup.ts';

export function BackupButton({
  look = 'primary',
  large,
  withKey,
}: {
  look?: ButtonLook;
  large?: boolean;
  withKey?: boolean;
}) {
  const { start, busy, why } = useStartBackup();
  return (
    <Button look={look} large={large} onClick={start} busy={busy} why={why}>
      {words.now}
      {withKey ? <KeyHint keys="B" wideOnly /> : null}
    </Button>
  );
}
