/** Quantities as people write them. Each throws when it can't be read. */

/** "30/min" or "0.5/s" -> times a minute. */
export function perMinute(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\/(min|s)$/.exec(text);
  const value = match ? Number(match[1]) * (match[2] === 's' ? 60 : 1) : 0;
  if (value <= 0) throw new Error(`A rate is a number a minute or a second, as 30/min or 0.5/s, not "${text}".`);
  return value;
}

const units: Record<string, number> = {
  '': 1,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
};

/** "2GiB", "500 MB" or plain bytes. */
export function bytesOf(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = units[(match?.[2] ?? '?').toUpperCase()];
  if (!match || unit === undefined) throw new Error(`A size is a number with a unit, as 2GiB or 500MB, not "${text}".`);
  return Math.round(Number(match[1]) * unit);
}

export function countOf(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`A count is a whole number from 1 on, not "${text}".`);
  return Number(text);
}
