export const roles = {
  tooLow: (needed: string, has: string) => `This needs the role ${needed}; yours is ${has}. An admin can change that.`,
  may: {
    viewer: 'look only',
    operator: 'back up, verify, pin, note',
    admin: 'everything',
  },
} as const;
