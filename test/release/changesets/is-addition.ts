/**
 * Whether a declaration only has more than before: an interface with more optional members, or a class with more members.
 * Anything that cannot be told by its lines is not.
 */
export function isAddition(before: string, now: string): boolean {
  const kind = /^(?:abstract )?(interface|class)\b/.exec(before)?.[1];
  if (kind === undefined) return false;
  const rest = before.split("\n");
  const added: string[] = [];
  for (const line of now.split("\n")) {
    if (line === rest[0]) rest.shift();
    else added.push(line);
  }
  const allowed =
    kind === "class" ? /^ {4}(?!constructor|abstract|#)[\w\s"]+\??[(:<].*;$/ : /^ {4}(?:readonly )?[\w"]+\?[(:].*;$/;
  return rest.length === 0 && added.every((line) => allowed.test(line));
}
