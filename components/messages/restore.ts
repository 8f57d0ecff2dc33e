import { bytes } from '../format/bytes.ts';
import { about, duration, roughly } from '../format/duration.ts';
import { capital, count, countOf, inWords, listOf, wordsOf } from '../format/number.ts';

export const restore = {
  title: (project: string) => `Restore ${project}`,
  leave: 'Leave',
  steps: ['Choose', 'Contents', 'Preflight', 'What will happen', 'Run'],
  stepLabel: (now: number) => `Restore, step ${now} of 5`,
  looking: 'Looking at the archive and the installation',
  lookingNote: 'The archive and the installation are being looked at. Nothing is changed.',
  notAdmin: 'A restore needs the role admin. You may look at everything until the last screen.',

  choose: {
    say: (project: string) => `Which moment should ${project} return to?`,
    second: 'Nothing is changed before the last screen. Until then you can look at everything and leave.',
    fromHere: 'From here',
    fromFile: 'From a file',
    all: (total: number) => `All ${countOf(total, 'archive')}`,
    next: 'Next: what this archive holds',
    button: 'Look inside',
    pick: 'Choose an archive, or upload one',
    ago: (age: string) => `${age} ago`,
    none: 'There is no archive here yet. Upload one below.',
  },

  contents: {
    say: (project: string, at: string) => `This archive holds ${project} as it was on **${at}**.`,
    whole: 'Every byte of it was [read back and is whole](!archive).',
    notRead:
      'Its bytes have not been read back since it was made; the restore reads and compares all of them before it changes anything.',
    ours: 'It was [made by this Holdfast](!archive).',
    theirs: 'It was **not** made by this Holdfast.',
    versions: 'Versions',
    versionHeads: { what: 'What', archive: 'In the archive', now: 'Installed now', means: 'What that means' },
    structure: 'Database structure',
    same: 'Same',
    differs: 'Differs',
    unknown: 'Not known',
    older: 'Older than installed',
    newer: 'Newer than installed',
    productMeans: {
      older: 'The data goes back to the older version. Preflight says whether that is allowed and what else it needs.',
      newer: 'The data is newer than the product that is installed. Preflight says whether that is allowed.',
    },
    structureMeans: {
      same: 'tables, columns, constraints and indexes are equal',
      different: 'the structure is replaced with the data',
      unknown: 'the live database could not be read',
    },
    changes: 'What would change',
    changesAside: 'Compared with the installation as it is now',
    changeHeads: { part: 'Part', archive: 'In the archive', now: 'Now', difference: 'Difference' },
    files: (files: number, size: number) => `${countOf(files, 'file')}, ${bytes(size)}`,
    rows: (rows: number) => countOf(rows, 'row'),
    none: 'none',
    difference: (archive: number, live: number, singular: string) =>
      archive === live
        ? `the same number of ${singular}s`
        : archive < live
          ? `**${countOf(live - archive, singular)}** go`
          : `**${countOf(archive - live, singular)}** come back`,
    notCounted: 'not counted',
    replace: 'replaced by the archive’s',
    create: 'the volume is made anew',
    tables: (tables: number) => countOf(tables, 'table'),
    leave: 'not in the archive: left alone',
    tableGoes: 'the table goes',
    tableComes: 'the table comes back',
    columns: (back: readonly string[], gone: readonly string[], changed: readonly string[]) =>
      `columns: ${[
        back.length > 0 ? `${listOf(back)} ${back.length === 1 ? 'comes' : 'come'} back` : '',
        gone.length > 0 ? `${listOf(gone)} ${gone.length === 1 ? 'goes' : 'go'}` : '',
        changed.length > 0 ? `${listOf(changed)} ${changed.length === 1 ? 'changes' : 'change'}` : '',
      ]
        .filter(Boolean)
        .join(', ')}`,
    otherTables: (tables: number) => `${count(tables)} other ${tables === 1 ? 'table' : 'tables'}`,
    sameRows: 'the same number of rows in each',
    again: 'Being looked at again for these parts',
    leftOut: 'not among the parts: left as it is',
    next: 'Next: can it be restored here',
    button: 'Check',
  },

  parts: {
    section: 'What comes back',
    label: 'What comes back',
    pair: 'Files and database, as one pair',
    pairSmall: 'What the archive was made for: both of one moment.',
    database: 'Only the database',
    databaseSmall: 'Connections end, no service is stopped; each that uses the database wants a restart.',
    volumes: 'Only some volumes',
    volumesSmall: 'The services that use them are stopped for the swap.',
    which: 'Which volumes',
    warning:
      '**Files and database are then no longer one pair.** Rows may speak of files that are not there, and files may have no rows; nothing can check that they fit. Choose this only where the parts do not depend on each other.',
  },

  preflight: {
    say: (refused: number, decide: number) => {
      if (refused > 0)
        return `${capital(wordsOf(refused, 'finding'))} ${refused === 1 ? 'stands' : 'stand'} in the way.${decide > 0 ? ` ${capital(inWords(decide))} ${decide === 1 ? 'wants' : 'want'} a decision.` : ''}`;
      return decide > 0
        ? `Nothing stands in the way. ${capital(wordsOf(decide, 'finding'))} ${decide === 1 ? 'wants' : 'want'} a decision.`
        : 'Nothing stands in the way.';
    },
    checkedAt: (at: string) =>
      `Checked at ${at}. Each finding is checked again when you ask for it, after a button beside it has done its work, and before the restore begins.`,
    again: 'Check again',
    checking: 'Checking',
    checkingAgain: 'Continue opens when it has been checked again with this choice',
    refused: 'Refused',
    decide: 'Decide',
    passed: 'Passed',
    foreign: 'I know where this archive comes from',
    foreignSmall: 'Its SQL runs as the database’s superuser. Nobody but you can know whether to trust it.',
    noSafety: 'Go on without a safety backup',
    noSafetySmall: 'The kept side alone then holds what is there now, until it is cleared.',
    images: 'What should run after the swap?',
    start: 'Start the services again at once',
    startSmall: 'They are the images that are installed now.',
    leave: 'Leave the services stopped',
    leaveSmall:
      'Until you have put other images in place; the commands are shown with the result, and every page reminds you.',
    stop: 'Continue opens when nothing is refused',
    decideFirst: 'Continue opens when you have decided',
    next: 'Next: what will happen, and when',
    button: 'Continue',
  },

  remedies: {
    giveUpUndo: 'Give up that undo…',
    verify: 'Verify it again',
    restart: (service: string) => `Restart ${service}`,
    go: { archives: 'Look at the archives', choose: 'Choose another', settings: 'Open Settings' },
    working: 'Working',
  },

  plan: {
    say: (title: string, downMs: number, at: string) =>
      `${title} will be down for about **${roughly(downMs)}**, from about **${at}**.`,
    sayLeft: (title: string, at: string) =>
      `${title} goes down at about **${at}** and **stays down** until you start its services.`,
    sayNoDown: (title: string) => `${title} is not running now: nothing goes down.`,
    sayPartNoDown: (title: string, closedMs: number) =>
      `No service of ${title} is stopped.${closedMs > 0 ? ` Its database takes no connections for **${about(closedMs)}**.` : ''}`,
    second: (totalMs: number, days: number) =>
      `The whole takes about **${roughly(totalMs)}**. If a step before the swap fails, everything stays as it is. After it, the present state is kept beside the live data for **${countOf(days, 'day')}**.`,
    timeline: 'Time line',
    from: (where: string) => `Lengths from ${where}`,
    who: 'Who notices',
    stops: (services: string[], downMs: number | null) =>
      `**${capital(wordsOf(services.length, 'service'))} ${services.length === 1 ? 'is' : 'are'} stopped** ${downMs === null ? 'until you start them' : `for up to ${roughly(downMs)}`}, the outermost first: ${listOf(services)}.`,
    keeps: (services: string[]) =>
      `**${capital(wordsOf(services.length, 'service'))} ${services.length === 1 ? 'is' : 'are'} not stopped:** ${listOf(services)}. ${services.length === 1 ? 'It wants' : 'They want'} a restart afterwards; you are reminded.`,
    sessions: (message: string, sessions: number | null) =>
      `**${sessions === null ? 'Sessions of the installation end.' : `${capital(wordsOf(sessions, 'session'))} of the installation ${sessions <= 1 ? 'ends' : 'end'}.`}** ${message}`,
    ours: '**Every sign-in to Holdfast ends,** yours too: you sign in again and see the result. API tokens stay valid.',
    undone: (at: string) => `**Everything since ${at} is undone.** The safety backup keeps it.`,
    undoneNoSafety: (at: string) =>
      `**Everything since ${at} is undone.** Without a safety backup only the kept side has it.`,
    endsUndo: '**The side that an earlier restore kept is given up.** Only the newest restore keeps its old side.',
    stepsAfter: 'Afterwards',
    stepsNote: 'These steps belong to this restore as well. They are shown again with the result, to be ticked off.',
    compose: 'The archive’s docker-compose.yml',
    showCompose: 'Show it',
    back: 'Way back',
    safety: 'Back up the present state first',
    safetySmall: (ms: number | null) =>
      `Safety backup, pinned. ${ms === null ? 'As long as a backup takes.' : `About ${roughly(ms)}.`} If it fails, the restore does not start.`,
    safetyOff:
      'Without it nothing but the kept side has the present state. Only turn it off where a backup of it cannot be made.',
    consent: 'Consent',
    type: (word: string) => `Type \`${word}\` to confirm`,
    typeHint: 'Nothing has started yet.',
    matches: 'Matches. Nothing has started yet.',
    notYet: 'The button opens when the name matches',
    starts: 'The next button starts it',
    button: (at: string) => `Restore to ${at}`,
    buttonPart: (at: string) => `Restore these parts to ${at}`,
    starting: 'Starting',
    lane: {
      services: 'Services',
      swap: 'Swap',
      down: 'While it is down',
      perService: 'per service',
      expected: 'Expected',
    },
    laneUp: (downMs: number | null) => `up, then ${downMs === null ? '' : `${roughly(downMs)} `}down`,
    renames: (ms: number) => `${duration(ms)}, renames only`,
    downFor: (ms: number) => `down ${roughly(ms)}`,
    staysDown: 'stays down',
    database: 'keeps running',
    runsOn: 'runs on, restart after',
    inPhases: about,
    swap: (ms: number) => `swap ${duration(ms)}`,
    start: 'start',
    zero: '0\u00a0s',
    sentence: (totalMs: number, downMs: number) =>
      `Plan of the restore: about ${roughly(totalMs)} in all; work while everything runs, then services are down for about ${roughly(downMs)}, then checks`,
    sentenceLeft: (totalMs: number) =>
      `Plan of the restore: about ${roughly(totalMs)} in all; work while everything runs, then services are stopped and stay down`,
    downSentence: (services: number, downMs: number | null) =>
      downMs === null
        ? `The end enlarged: ${wordsOf(services, 'service')} stop in order, the swap, and they stay down`
        : `The ${roughly(downMs)} enlarged: ${wordsOf(services, 'service')} stop in order, the swap, then they start in order`,
  },

  run: {
    mayClose: 'You may close this page.',
    log: 'Stages and log',
    where: 'Where it is',
    stages: 'Stages',
    untouched: 'The installation still runs and **nothing of it has been changed**.',
    swapping: 'The services are stopped for the swap.',
    committed: 'The restored side is in place; what is left are its services and checks.',
    failedOld: 'The restore did not go through. **The installation runs with the data it had before.**',
    failedNew: 'The restored data is in place, but something after it went wrong.',
    result: 'Open the result',
    again: 'Back to the plan',
    overview: 'To the overview',
  },
} as const;

export const result = {
  loading: 'Loading the result',
  jobs: 'Jobs',
  meta: (at: string) => `Restore, finished ${at}`,
  say: (project: string, at: string) => `${project} is back at **${at}**.`,
  sayPart: (project: string, parts: string, at: string) =>
    `${capital(parts)} of ${project} ${parts.includes(' and ') || parts.includes(',') || parts.includes('volumes') ? 'are' : 'is'} back at **${at}**.`,
  partDatabase: 'the database',
  partVolumes: (volumes: string[]) => `${volumes.length === 1 ? 'the volume' : 'the volumes'} ${listOf(volumes)}`,
  notPair: 'Files and database are **no longer one pair**.',
  sayUndone: (project: string, what: 'restore' | 'undo', at: string) =>
    `${project} is as it was before the ${what} of **${at}**.`,
  metaUndo: (at: string) => `Undo, finished ${at}`,
  undo: 'Undo…',
  undoNote: 'Undo swaps it back; what was written since then goes into a backup first.',
  notKept: 'The state before it is not kept any more. [What is left](undo)',
  sayOld: (project: string) => `${project} runs with the data it had before the restore.`,
  equal: (files: number, rows: number) =>
    `[All ${countOf(files, 'file')}](!check) and [all ${countOf(rows, 'row')}](!check) match the archive’s manifest.`,
  unequal: (parts: number) =>
    `**${capital(wordsOf(parts, 'part'))}** ${parts === 1 ? 'does' : 'do'} [not match](check) the archive’s manifest.`,
  keptIsBack: (files: number, rows: number) =>
    `[All ${countOf(files, 'file')}](!check) and [all ${countOf(rows, 'row')}](!check) that were kept are back in place.`,
  down: (ms: number) => `It was down for **${duration(ms)}**.`,
  wantRestart: (services: number) =>
    `${capital(wordsOf(services, 'service'))} ${services === 1 ? 'wants' : 'want'} a restart.`,
  openSteps: (open: number, of: number) => `**${open} of ${of}** steps ${open === 1 ? 'is' : 'are'} open.`,
  status: 'Status message',
  stepsSmall: (steps: number) =>
    steps === 0 ? 'no additional steps' : `${steps} additional ${steps === 1 ? 'step' : 'steps'}`,
  tickOff: 'Tick them off; everyone sees the same list.',
  done: (text: string) => `Done: ${text}`,
  restart: 'Restart',
  restartSmall: (due: number) => (due === 0 ? 'nothing to do' : `${countOf(due, 'service')}`),
  restartHeads: { service: 'Service', started: 'Started', why: 'Why it needs a restart', action: 'Action' },
  restartDone: 'Started after the swap. Nothing to do.',
  allRestarted: 'Every service that read something before the restore has been restarted since.',
  restartNow: 'Restart now',
  restartNote: 'All of them, in order.',
  sessions: 'Sessions',
  sessionsText: (theirs: number, ours: number) =>
    `${capital(wordsOf(theirs, 'session'))} of the installation ${theirs <= 1 ? 'was' : 'were'} ended, and ${ours === 0 ? 'no sign-in' : wordsOf(ours, 'sign-in')} to Holdfast older than the restore. Each open page says so and leads back here.`,
  checked: 'Checked',
  checkedSmall: 'against the manifest',
  keptChecked: 'what was kept, before it was put in place',
  keptHeads: { part: 'Part', manifest: null, restored: 'Kept', result: 'Result' },
  wholeWord: 'Whole',
  checkedHeads: { part: 'Part', manifest: 'Manifest', restored: 'Restored', result: 'Result' },
  volumeFiles: (volume: string) => `${volume}, files`,
  tableRows: (tables: number) => `${countOf(tables, 'table')}, rows`,
  eachTable: 'Show each table',
  sumTables: 'Sum the tables up',
  equalWord: 'Equal',
  unequalWord: 'Differs',
  exemptWord: 'On purpose',
  exempt: (tables: string[]) => `${listOf(tables)}: changed on purpose, since sessions were ended.`,
  kept: 'Undo',
  keptSmall: (until: string) => `until ${until}`,
  keptText: (size: number, volumes: number, databases: number) =>
    `The state before the restore is kept beside the live data: ${countOf(volumes, 'volume')} and ${countOf(databases, 'database')}, **${bytes(size)}**.`,
  keptUntil: (until: string) => `It stays until **${until}** unless its space is freed before.`,
  safety: 'The [safety backup](safety) has it as well.',
  free: 'Give it up and free the space…',
  freeTitle: (size: number) => `Free ${bytes(size)} now?`,
  freeText:
    'The state before the restore is removed for good from the volumes’ disk and from the database’s server. The restored data is not touched.',
  freeKeep: 'Keep it',
  freeConfirm: 'Free the space',
  freeing: 'Freeing',
  report: 'Save the report',
} as const;
