const managementSuffix = /\/\$management$/;

/**
 * The path of an entity as the broker compares it: no scheme, no host, lower case.
 *
 * Takes what clients write as link address, token audience or signed resource: `q`, `/q`, `sb://host:1234/q`, `amqps://host/q/`.
 */
export function entityPath(address: string): string {
  return address
    .replace(/^[a-z]+:\/\/[^/]*/i, "")
    .replace(/^\/+|\/+$/g, "")
    .toLowerCase();
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
