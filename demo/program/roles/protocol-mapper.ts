import { setInterval } from 'node:timers';
import { untilDone } from '../ask.ts';
import { connectMqtt } from '../mqtt.ts';
import { serve } from '../router.ts';

const topics = ['presses/1/pressure', 'presses/2/pressure', 'robots/1/current', 'compressors/1/flow'];

/** Publishes measurements as retained messages, so that the broker's data never rests. */
export async function start(): Promise<void> {
  let broker = await untilDone('the broker', () => connectMqtt('broker', 1883, 'protocol-mapper'));
  setInterval(async () => {
    if (broker.closed()) broker = await untilDone('the broker', () => connectMqtt('broker', 1883, 'protocol-mapper'));
    for (const topic of topics)
      broker.publishRetained(topic, JSON.stringify({ at: Date.now(), value: Math.random() * 100 }));
  }, 1000);
  await serve([], async () => null);
}
