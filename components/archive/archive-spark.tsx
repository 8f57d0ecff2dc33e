import { Spark, type SparkPart } from '../axis/spark.tsx';
import { duration } from '../format/duration.ts';
import { archives as words } from '../messages/archives.ts';
import type { ArchiveRow } from './types.ts';

/** How an archive was made, on the scale of its list. */
export function ArchiveSpark({ row, longestMs }: { row: ArchiveRow; longestMs: number }) {
  return <Spark label={sentenceOf(row)} parts={sparkParts(row, longestMs)} />;
}

export function sparkParts(
  { spark, durationMs }: Pick<ArchiveRow, 'spark' | 'durationMs'>,
  longestMs: number,
): SparkPart[] {
  const scale = longestMs > 0 ? durationMs / longestMs : 0;
  const parts: SparkPart[] = [{ look: 'pre', from: 0, to: spark.preCopyEnd * scale }];
  const frozen = spark.frozenAt ?? spark.preCopyEnd;
  const thawed = spark.thawedAt ?? frozen;
  parts.push({ look: spark.thawedAt === null ? 'observed' : 'freeze', from: frozen * scale, to: thawed * scale });
  parts.push({ look: 'dump', from: thawed * scale + 0.02, to: Math.max(thawed * scale + 0.02, scale) });
  return parts;
}

function sentenceOf({ spark, durationMs, freezeMs }: ArchiveRow): string {
  const held = freezeMs === null ? words.notHeld : words.heldFor(duration(freezeMs));
  const readMs = durationMs * (1 - (spark.thawedAt ?? spark.preCopyEnd));
  return words.spark(duration(durationMs * spark.preCopyEnd), held, duration(readMs));
}
