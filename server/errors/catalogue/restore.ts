import type { ErrorEntry } from '../error.ts';

export const restore = {
  'restore.refused': {
    title: 'The restore was refused: {findings}',
    cause: 'The look at the archive and the installation found what stands against it. Nothing was changed.',
    remedy: '{remedies}',
    exit: 3,
  },
  'restore.consent-needed': {
    title: 'Archive {id} was signed by another Holdfast, and nobody has agreed to that.',
    cause:
      'Restoring it runs what it holds as the database’s superuser, and brings its users and their rights. Nothing was changed.',
    remedy: 'When you know who made it, restore again and say so (accept the foreign key).',
    exit: 3,
  },
  'restore.unknown-part': {
    title: 'Archive {id} has no part {part} that could come back here.',
    cause: 'A part is “database” or “volume=NAME”, by the volume’s name or compose key. Nothing was changed.',
    remedy: 'Its parts are: {parts}.',
    exit: 2,
  },
  'restore.undecided': {
    title: 'It cannot be told which side of restore {job} holds: {found}.',
    cause:
      'The installation looks like nothing that a restore leaves behind, so somebody or something else changed it meanwhile. Holdfast touched nothing further; old and new data are both still there.',
    remedy:
      'Look into the volumes’ directories (_data, .holdfast-{job}.new, .holdfast-{job}.old) and the list of databases. Bring them to one side by hand, then restart Holdfast: it looks again.',
    exit: 1,
  },
  'restore.service-unwell': {
    title: '{service} did not come up: {detail}.',
    cause: 'The data is in place and whole. The service itself did not become healthy within two minutes.',
    remedy: 'Look at its log (docker logs), then restart it.',
    exit: 1,
  },
  'restore.database-down': {
    title: 'The database ({service}) does not come up: {detail}.',
    cause: 'A restore goes through the running database server. Nothing of the installation was replaced.',
    remedy:
      'Look at its log (docker logs). When its data is damaged, give it a new, empty database volume, start it, then restore again.',
    exit: 3,
  },
  'restore.blocked': {
    title: 'The database can’t be swapped now: {blockers}.',
    cause: 'These hold the live database from inside and would keep it from being renamed. Nothing was stopped.',
    remedy:
      'Commit or roll back the prepared transactions, drop the subscriptions, or end the slots’ readers; then restore again.',
    exit: 3,
  },
  'restore.altered': {
    title: 'Archive {id} was altered: {part} is not what its manifest says.',
    cause: 'The file was read again before anything was staged. The installation was not touched.',
    remedy: 'Bring in the archive again from where it was made, or choose another one.',
    exit: 3,
  },
  'restore.volume-broken': {
    title: 'Volume {volume} has no data folder.',
    cause: 'Docker lists the volume, but its folder is gone. Nothing of the installation was replaced.',
    remedy: 'Remove the volume (docker volume rm) and restore again: it is made anew.',
    exit: 3,
  },
  'restore.no-safety-backup': {
    title: 'Volume {volume} can’t be put back: no safety backup holds it.',
    cause: 'Its files were being replaced where they are, and the restore is going back. They are incomplete now.',
    remedy: 'Restore the volume from another archive (holdfast restore ID --only volume={volume}).',
    exit: 1,
  },
  'restore.files-differ': {
    title: 'Volume {volume} came out otherwise than the archive says: {count} differences ({names}).',
    cause:
      'The staged files were compared with the archive’s fingerprint. They were removed; the installation was not touched.',
    remedy:
      'Verify the archive. A file system without extended attributes or with another case rule is the other usual reason.',
    exit: 1,
  },
  'restore.rows-differ': {
    title: 'Database {database} came out otherwise than the archive says: {differences}.',
    cause:
      'The staged database was compared with the archive’s manifest. It was removed; the installation was not touched.',
    remedy: 'Verify the archive, and read the job’s log for what the load said.',
    exit: 1,
  },
  'restore.rolled-back': {
    title: 'The restore was stopped in the middle and has been rolled back.',
    cause:
      'Holdfast or the machine died before the new side was committed. The installation is wholly as it was before.',
    remedy: 'Restore again when you are ready.',
    exit: 1,
  },
  'restore.nothing-kept': {
    title: 'Restore {job} keeps no old side any more.',
    cause: 'It was cleared, its time has passed, or a later restore ended it.',
    remedy: 'Use the safety backup that was taken before that restore.',
    exit: 3,
  },
  'undo.refused': {
    title: 'Restore {job} can’t be undone: {findings}',
    cause: 'The look at the kept side and the installation found what stands against it. Nothing was changed.',
    remedy: '{remedies}',
    exit: 3,
  },
  'undo.rolled-back': {
    title: 'The undo was stopped in the middle and has been rolled back.',
    cause:
      'Holdfast or the machine died before the kept side was committed. The installation is wholly as it was before the undo.',
    remedy: 'Undo again when you are ready: the kept side is still there.',
    exit: 1,
  },
  'restart.unknown-service': {
    title: '{project} has no service {service}.',
    cause: 'Neither a compose service nor a container of the installation bears that name. Nothing was restarted.',
    remedy: 'holdfast discover lists the services.',
    exit: 2,
  },
  'restart.unwell': {
    title: '{service} was restarted and did not come up: {detail}.',
    cause: 'The services before it in the order were restarted and run; those after it were left as they are.',
    remedy: 'Look at its log (docker logs), then restart again.',
    exit: 1,
  },
} as const satisfies Record<string, ErrorEntry>;
