import type { JobView } from '../server/contract/jobs.ts';

/** One line that says where a job stands. */
export function progressLine(job: JobView): string {
  if (job.state === 'queued') return `${job.subject}: waiting for its turn`;
  const stage = job.stages.find(({ state }) => state === 'running');
  const parts = [stage?.name ?? 'starting', stage?.detail ?? '', amount(job, stage?.name), timeLeft(job.leftMs)];
  return `${job.subject}: ${parts.filter(Boolean).join(' · ')}`;
}

function amount(job: JobView, stage: string | undefined): string {
  const lanes = job.lanes.filter((lane) => lane.stage === stage);
  const bytes = lanes.reduce((sum, lane) => sum + lane.bytes, 0);
  const total = lanes.reduce((sum, lane) => sum + (lane.bytesTotal ?? lane.bytes), 0);
  if (bytes === 0) return '';
  return total > bytes ? `${size(bytes)} of ${size(total)}` : size(bytes);
}

export function size(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = bytes > 0 ? Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1) : 0;
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`;
}

function timeLeft(ms: number | null): string {
  return ms === null ? '' : `about ${Math.max(1, Math.round(ms / 1000))} s left`;
}
