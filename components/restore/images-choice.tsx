import { restore } from '../messages/restore.ts';
import { Check } from '../ui/field.tsx';

const words = restore.preflight;

/** What should run after a swap that brings data of another product version. */
export function ImagesChoice({
  leaveStopped,
  change,
}: {
  leaveStopped: boolean;
  change: (leaveStopped: boolean) => void;
}) {
  return (
    <fieldset>
      <legend>{words.images}</legend>
      <Check look="radio" name="images" checked={!leaveStopped} onChange={() => change(false)} small={words.startSmall}>
        {words.start}
      </Check>
      <Check look="radio" name="images" checked={leaveStopped} onChange={() => change(true)} small={words.leaveSmall}>
        {words.leave}
      </Check>
    </fieldset>
  );
}
