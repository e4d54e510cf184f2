/** Returns the name that a mistyped one is probably meant to be: the nearest within a third of its letters. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [first] = allNearest(name, names);
  return first;
}

/** Returns the names that are nearest to a mistyped one. */
export function allNearest(name: string, names: readonly string[]): readonly string[] {
  const wanted = name.toLowerCase();
  const distances = names.map((one) => ({ name: one, distance: distance(wanted, one.toLowerCase()) }));
  const best = Math.min(...distances.map((one) => one.distance));
  if (best > Math.max(1, Math.floor(wanted.length / 3))) return [];
  return distances.filter((one) => one.distance === best).map((one) => one.name);
}

/** Counts the letters to insert, delete, replace or swap until one text is the other. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
