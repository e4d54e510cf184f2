import { readFileSync } from "node:fs";
import { ConfigurationError } from "../errors/configuration-error.ts";
import type { TlsOptions } from "../sandbox/broker/index.ts";

/** Reads the key and the certificate that `--tls-key` and `--tls-cert` name. */
export function tlsOf({
  tlsKey,
  tlsCert,
}: {
  readonly tlsKey?: string;
  readonly tlsCert?: string;
}): TlsOptions | undefined {
  if (tlsKey === undefined && tlsCert === undefined) return undefined;
  if (tlsKey !== undefined && tlsCert !== undefined) return { key: readFileSync(tlsKey), cert: readFileSync(tlsCert) };
  throw new ConfigurationError("A key needs its certificate, and a certificate its key", {
    code: "SANDBOX_TLS",
    help: "Give both, --tls-key and --tls-cert.",
  });
}
