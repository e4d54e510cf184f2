/** Does something `count` times, at most `inFlight` at once. */
export async function inFlight(
  count: number,
  inFlight: number,
  act: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await act(index);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, count) }, worker));
}
