export const backup = {
  now: 'Back up now',
  starting: 'Starting',
  running: (project: string) => `A backup of ${project} is running.`,
  noInstallation: 'No installation was found that could be backed up.',
} as const;
