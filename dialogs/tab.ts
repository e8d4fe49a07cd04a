/*
 * The words of the Headteacher's page in Teams. This file is bundled into the page, so it imports nothing.
 * What an action answers comes from the commands of the chat (headteacher.ts), and labels from labels.ts.
 */

/** Said instead of data. None says whether there is anything. */
export const refusals = {
  400: 'The page asked for something that does not exist. Please open it again.',
  401: 'I could not check who you are. Please close this page and open it again in Teams.',
  403: 'This page is only for people the school has named for it. To see your own reports, say my reports in the chat.',
  408: 'That took too long. Please try again.',
  413: 'That is too long. Please write less.',
  415: 'The page asked for something that does not exist. Please open it again.',
  429: 'That was a lot at once. Please wait a minute.',
  500: 'Something went wrong here, and I do not know whether it was kept. Please open the page again and look.',
  503: 'I cannot check who you are just now. Please try again in a minute.',
} as const;

export const frameWords = {
  title: 'Incident log',
  of: (school: string) => `Incident log of ${school}`,
  skip: 'Skip to the content',
  views: 'Views',
  loading: 'One moment.',
  unreachable: 'I could not reach the server. Please check the connection and try again.',
  outsideTeams: 'Please open this page in Teams: it is a tab of the Lollipop app.',
  again: 'Try again',
  refresh: 'Refresh',
  fresh: 'This is up to date.',
  idle: 'Nobody has used this page for a while. It is cleared in a minute. Press any key to keep it.',
  cleared: 'This page was cleared because nobody used it for 15 minutes. Nothing in the log has changed.',
} as const;

export const viewNames = {
  waiting: 'To decide',
  incidents: 'Incidents',
  charts: 'Charts',
  more: 'More',
} as const;

export const waitingWords = {
  title: 'What waits for you',
  fresh: 'New reports',
  freshHelp: 'Nobody has done anything about these yet.',
  waiting: 'Put on waiting',
  calls: 'People who asked for a call',
  callsHelp: 'What they wrote is not kept.',
  questions: 'Questions without an answer',
  questionsHelp: 'People agreed to pass these on without their names.',
  none: 'There is nothing here.',
  called: 'I have spoken to them',
  remove: 'Remove',
  more: (total: number) => `There are ${total}. The others are under Incidents.`,
} as const;

export const listWords = {
  title: 'Incidents',
  filters: 'Filters',
  status: 'Status',
  kind: 'Kind',
  platform: 'Where',
  poster: 'Posted by',
  from: 'Sent from',
  to: 'Sent up to',
  words: 'Words in the report',
  any: 'Any',
  apply: 'Show',
  clear: 'Clear filters',
  none: 'No incident fits these filters.',
  count: (shown: number, total: number) => {
    if (total === 1) return 'One incident.';
    return shown === total
      ? `${total} incidents, newest first.`
      : `${shown} of ${total} incidents, newest first.`;
  },
  more: 'Show more',
  reference: 'Reference',
  sentOn: 'Sent on',
  open: (reference: string) => `Open ${reference}`,
  statuses: {
    open: 'Not closed',
    new: 'New',
    waiting: 'Waiting',
    closed: 'Closed',
    withdrawn: 'Withdrawn',
    all: 'All',
  },
  /** In a line of the list. */
  statusOf: { new: 'New', open: 'Open', waiting: 'Waiting', closed: 'Closed', withdrawn: 'Withdrawn' },
} as const;

export const incidentWords = {
  back: 'Back to the list',
  title: (reference: string, status: string) => `${reference} is ${status}`,
  missing: 'There is no such incident.',
  report: 'The report',
  chronology: 'What happened',
  by: (who: string) => `by ${who}`,
  messages: 'Messages about it',
  viewed: 'Show who has looked',
  act: 'What would you like to do?',
  choose: 'Choose one',
  /** The label of the box for words, by what is chosen. */
  words: {
    act: 'Words for the record (if you like)',
    note: 'Your note',
    wait: 'What you are waiting for (if you like)',
    close: 'How it ended',
    reopen: 'Why (if you like)',
  },
  needed: { note: 'Please write the note first.', close: 'Please say how it ended first.' },
  kept: 'Your words are kept in the history with your name.',
  day: 'Remind me on',
  dayNeeded: 'Please choose a day first.',
  record: 'Record it',
  moves: {
    note: 'Add a note',
    wait: 'Put it on waiting',
    close: 'Close it',
    reopen: 'Open it again',
    remind: 'Remind me about it',
  },
  actions: {
    deletion_requested: 'Asked for the post to be deleted',
    reported_to_platform: 'Told the platform',
    posh_contacted: 'Contacted the Professionals Online Safety Helpline (POSH)',
    authority_informed: 'Told the police or another authority',
  },
} as const;

export const chartWords = {
  title: 'Charts',
  period: 'Time',
  periods: { weeks: 'The last 12 weeks', months: 'The last 12 months', years: 'The last 3 years' },
  days: (days: string, total: number) =>
    total === 1 ? `One report from ${days}.` : `${total} reports from ${days}.`,
  none: 'None were reported in this time.',
  nameless: 'These figures name nobody.',
  kinds: 'Reports by kind',
  platforms: 'Reports by where they were posted',
  posters: 'Reports by who posted',
  described: (title: string, parts: string) => `${title}. ${parts}. The table below has every figure.`,
  table: 'Show the figures as a table',
  span: 'From',
  total: 'All',
  others: 'All others',
} as const;

export const moreWords = {
  title: 'More',
  summary: 'Figures',
  from: 'From',
  to: 'Up to',
  daysHelp: 'Leave both days empty for everything.',
  daysNeeded: 'Please give both days, the earlier one first.',
  small: 'For governors: hide small numbers',
  showSummary: 'Show figures',
  export: 'A file for a spreadsheet',
  names: 'With the names and words of the people who sent the reports',
  download: 'Make the file',
  save: (name: string) => `Save ${name}`,
  digest: 'Weekly digest',
  digestHelp: 'The figures of the week, in the chat on Monday morning.',
  on: 'Turn it on',
  off: 'Turn it off',
  policy: 'The policy',
  policyStatus: 'What is missing or out of date',
} as const;
