/** The oldest Node.js that this package runs on, as `engines` of package.json says: SQLite without a flag begins there. */
const oldest = [22, 13] as const;

/** Says in one line that a version of Node.js is too old, or returns undefined when it is not. */
export function nodeTooOld(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return undefined;
  return `cardwright needs Node.js ${oldest.join(".")} or later; this is ${version}`;
}

/** The version of Node.js that runs this; undefined in a browser. */
export function runningNode(): string | undefined {
  return (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node;
}
