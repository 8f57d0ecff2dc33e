import { app } from '@/server/api/app.ts';
import { handleAuth } from '@/server/auth/index.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request, { params }: { params: Promise<{ action: string }> }): Promise<Response> {
  const { auth } = await app();
  return handleAuth(request, (await params).action, auth);
}
