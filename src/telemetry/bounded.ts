/** Returns a function that lets through the first `max` different texts, and puts `_OTHER` in place of all further ones. */
export function bounded(max: number): (text: string) => string {
  const known = new Set<string>();
  return (text) => {
    if (known.has(text)) return text;
    if (known.size >= max) return "_OTHER";
    known.add(text);
    return text;
  };
}
