/** Numbers from 0 to 1 that follow from the seed of the run and the case, so that a case alone repeats what it did. */
export function caseRandom(seed: number, id: string): () => number {
  let state = seed >>> 0;
  for (const letter of id) state = (Math.imul(state ^ letter.charCodeAt(0), 0x01000193) + 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
