import { SignInPage } from '@/components/session/sign-in-page.tsx';

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string | undefined>> }) {
  const { next, by, at } = await searchParams;
  return <SignInPage next={next ?? null} signedOutAt={by && at ? at : null} />;
}
