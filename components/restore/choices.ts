/** What was decided at the preflight; travels in the address, so that a reload or a link forgets nothing. */
export type Choices = { leaveStopped: boolean; trustForeign: boolean };

export function choicesIn(query: URLSearchParams): Choices {
  return { leaveStopped: query.get('stopped') === '1', trustForeign: query.get('trust') === '1' };
}

/** The address of a screen of the wizard, with the choices. */
export function screenAddress(id: string, screen: 'contents' | 'preflight' | 'plan', choices: Choices): string {
  const query = new URLSearchParams();
  if (choices.leaveStopped) query.set('stopped', '1');
  if (choices.trustForeign) query.set('trust', '1');
  const search = query.toString();
  return `/restore/${id}/${screen}${search ? `?${search}` : ''}`;
}
