type Amount = { bytes: number; files: number };

/** What a file takes beside its bytes, in bytes that take as long. */
const bytesOfFile = 32 * 1024;

/** Deals work out to so many lanes, the most first, each to the lane that has the least. Lanes without work are left out. */
export function sharesOf<Each>(all: readonly Each[], lanes: number, amountOf: (each: Each) => Amount): Each[][] {
  const shares = Array.from({ length: lanes }, () => ({ work: 0, members: [] as Each[] }));
  const workOf = (each: Each) => amountOf(each).bytes + amountOf(each).files * bytesOfFile;
  for (const each of all.toSorted((one, other) => workOf(other) - workOf(one))) {
    const least = shares.reduce((one, other) => (other.work < one.work ? other : one));
    least.members.push(each);
    least.work += workOf(each);
  }
  return shares.map(({ members }) => members).filter((members) => members.length > 0);
}
