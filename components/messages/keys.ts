export const keys = {
  title: 'Shortcuts',
  groups: [
    {
      name: 'Anywhere',
      keys: [
        ['Find or do', 'Ctrl', 'K'],
        ['Light or dark', 'T'],
        ['This sheet', '?'],
        ['Close the topmost', 'Esc'],
      ],
    },
    {
      name: 'Go to',
      keys: [
        ['Home', 'G', 'H'],
        ['Archives', 'G', 'A'],
        ['Jobs', 'G', 'J'],
        ['Settings', 'G', 'S'],
      ],
    },
    {
      name: 'Begin',
      keys: [
        ['Back up now', 'B'],
        ['Restore…', 'R'],
        ['Upload…', 'U'],
        ['Search this page', '/'],
      ],
    },
    {
      name: 'In lists',
      keys: [
        ['Next row', 'J'],
        ['Row before', 'K'],
        ['Select', 'X'],
        ['Open', 'Enter'],
      ],
    },
    {
      name: 'On an archive',
      keys: [
        ['Verify', 'V'],
        ['Rehearse', 'E'],
        ['Pin', 'P'],
        ['Add a note', 'N'],
      ],
    },
  ],
  letters: 'Single letters act',
  lettersSmall: 'Never inside a field. Off leaves Ctrl K, Tab, Enter and Esc.',
} as const;
