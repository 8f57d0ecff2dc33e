import type { Command } from '../command.ts';
import { jobId } from '../words.ts';

export const cancel: Command = {
  name: 'cancel',
  usage: 'JOB',
  summary: 'Cancel a job, and say what that does at its present stage.',
  example: 'holdfast cancel k3v0x9q2m1ab',
  async run({ api, words, print }) {
    const id = jobId(words[0]);
    const { cancel } = await api().jobs.cancel.mutate({ id });
    print({ id, cancel });
  },
};
