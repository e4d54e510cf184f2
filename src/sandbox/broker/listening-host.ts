import { isIP, isIPv6 } from "node:net";
import { type AccessKey, developmentKey } from "./security/access-key.ts";

const everyAddress = new Set(["0.0.0.0", "::"]);

/** Whether only programs on this machine reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** The host as it stands in connection strings; for "all addresses" the one by which this machine reaches itself. */
export function reachableHost(host: string): string {
  if (everyAddress.has(host)) return "127.0.0.1";
  return isIPv6(host) ? `[${host}]` : host;
}

/** Describes why a broker must not listen on an address with these keys; `undefined` when it may. */
export function exposedKeyProblem(host: string, keys: readonly AccessKey[]): string | undefined {
  if (isLoopback(host)) return undefined;
  const what = `Broker options: other machines reach host "${host}"`;
  if (keys.length === 0) return `${what}, so keys must contain a key of your own`;
  if (keys.some((key) => key?.key === developmentKey.key)) {
    return `${what}, so keys must not contain the well-known development key`;
  }
  return undefined;
}
