const managementSuffix = /\/\$management$/i;

/** The path of an entity as a client spells it, without scheme and host. */
export function spelledPath(address: string): string {
  const path = address.replace(/^[a-z]+:\/\/[^/]*/i, "");
  // Without a regular expression: one for trailing slashes takes quadratic time, and clients are not yet authenticated.
  let [start, end] = [0, path.length];
  while (path[start] === "/") start++;
  while (end > start && path[end - 1] === "/") end -= 1;
  return path.slice(start, end);
}

/**
 * The path of an entity as the broker compares it: no scheme, no host, lower case.
 *
 * Takes what clients write as link address, token audience or signed resource: `q`, `/q`, `sb://host:1234/q`,
 * `amqps://host/q/`.
 */
export function entityPath(address: string): string {
  return spelledPath(address).toLowerCase();
}

/** Whether an address names the management node of an entity. */
export function isManagementPath(path: string): boolean {
  return path === "$management" || managementSuffix.test(path);
}

/** The entity whose management node, or which itself, a path names. */
export function withoutManagement(path: string): string {
  return path === "$management" ? "" : path.replace(managementSuffix, "");
}

/** Whether `path` is `scope` or lies below it; the empty scope holds everything. */
export function isWithin(path: string, scope: string): boolean {
  return scope === "" || path === scope || path.startsWith(`${scope}/`);
}
