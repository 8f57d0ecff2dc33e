import { ButtonLink } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';

export function NotFoundPage() {
  return (
    <main className="setup">
      <Empty heading="h1" title="There is no such page" actions={<ButtonLink href="/">To the overview</ButtonLink>}>
        <p>The address is mistyped, or what stood there has moved. Nothing was changed.</p>
      </Empty>
    </main>
  );
}
