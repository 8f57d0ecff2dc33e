/** The wall clock in ns, rounded down to the ms. */
export function nowNs(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

export function isoNow(): string {
  return new Date().toISOString();
}

/**
 * A file's times come from the kernel's coarse clock, which steps every 4 to 10 ms and so lags behind; without slack, changes
 * just after a moment look older than it. Measured: rounds fail without it, none with 50 ms.
 */
export const slackNs = 50_000_000n;
