type AuthAction = 'sign-in' | 'sign-in-once' | 'sign-out';

/**
 * Posts to /api/auth. The answer carries the session's cookie, which scripts can't read.
 * @throws the server's answer with its `report`, or a TypeError when none came
 */
export async function postAuth(action: AuthAction, body: Record<string, string>): Promise<void> {
  const response = await fetch(`/api/auth/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw await response.json();
}
