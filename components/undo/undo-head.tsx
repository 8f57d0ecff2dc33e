import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import { undo as words } from '../messages/undo.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { PresentMoment } from '../ui/present-moment.tsx';

/** The head of everything about an undo; `back` names the swap that is, or was, taken back. */
export function UndoHead({ back }: { back: { text: string; href: string } | null }) {
  return (
    <PageHead
      before={
        back ? (
          <Link className="crumb" href={back.href}>
            <Icon of={ChevronLeft} small />
            {back.text}
          </Link>
        ) : null
      }
      title={words.title}
      meta={<PresentMoment />}
      actions={
        <ButtonLink look="quiet" href={back?.href ?? '/'}>
          {words.leave}
        </ButtonLink>
      }
    />
  );
}
