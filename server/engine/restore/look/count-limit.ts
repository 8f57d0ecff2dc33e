/** What is not counted within this is unknown, ms: a plan is read by somebody who waits. */
export const countLimitMs = 1500;
