'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { safeNext } from '../api/sign-out.ts';
import { useTRPC } from '../api/trpc.ts';
import { useHydrated } from '../api/use-hydrated.ts';
import { moment } from '../format/date.ts';
import { setUp, signIn as words } from '../messages/session.ts';
import { Banner } from '../ui/banner.tsx';
import { useTitle } from '../ui/page-head.tsx';
import { Rich } from '../ui/rich.tsx';
import { OnceForm } from './once-form.tsx';
import { SetUpForm } from './set-up-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { Solo } from './solo.tsx';

type SignInPageProps = {
  /** Where to go afterwards. */
  next: string | null;
  /** When a restore ended the session that was here. */
  signedOutAt: string | null;
};

/** Sign-in with a password, with a one-time token, or, on a new server, the first administrator. */
export function SignInPage({ next, signedOutAt }: SignInPageProps) {
  const trpc = useTRPC();
  const hash = useHash();
  const hydrated = useHydrated();
  const setUpNeeded = useQuery(trpc.session.setupNeeded.queryOptions()).data?.needed ?? false;
  const [once, setOnce] = useState(false);
  const onceToken = hash.get('once');
  useTitle(setUpNeeded ? setUp.title : words.title);

  // A full load: everything the tab remembered of the session before is dropped.
  const enter = () => location.assign(safeNext(next));

  return (
    <Solo>
      {hydrated && signedOutAt ? (
        <Banner tone="info" inset>
          <p>
            <Rich text={words.signedOutBy(moment(signedOutAt))} />
          </p>
        </Banner>
      ) : null}
      {setUpNeeded ? (
        <SetUpForm token={hash.get('setup')} enter={enter} />
      ) : once || onceToken ? (
        <OnceForm token={onceToken} enter={enter} back={() => setOnce(false)} />
      ) : (
        <SignInForm enter={enter} useToken={() => setOnce(true)} />
      )}
    </Solo>
  );
}

/** What stands behind the # of the address: browsers keep it to themselves, so tokens may stand there. It is taken away at once. */
function useHash(): URLSearchParams {
  const [hash, setHash] = useState(() => new URLSearchParams());
  useEffect(() => {
    if (!location.hash) return;
    setHash(new URLSearchParams(location.hash.slice(1)));
    history.replaceState(null, '', `${location.pathname}${location.search}`);
  }, []);
  return hash;
}
