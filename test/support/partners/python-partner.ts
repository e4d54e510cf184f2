import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultProfile } from "../../../src/conformance/profile.ts";
import type { ConformanceReport } from "../../../src/conformance/result.ts";
import { type ConformanceOptions, runConformance } from "../../../src/conformance/run.ts";
import { fastProfile } from "./fast-profile.ts";

const python = "/usr/bin/python3";
const program = fileURLToPath(new URL("python_partner.py", import.meta.url));
// An address of its own: Debian's client knows no port but 5671, which other tests have on other addresses.
const host = "127.0.0.3";

/** Why the partner in Python cannot run here; `undefined` when it can. */
export function whyNoPython(): string | undefined {
  const has = (command: string, ...rest: readonly string[]) => spawnSync(command, rest).status === 0;
  if (!has(python, "-c", "import azure.servicebus")) return "install python3-azure";
  return has("openssl", "version") ? undefined : "install openssl";
}

/** Runs the kit against the partner in Python; `undefined` when its port is in use. */
export async function runPythonPartner(options: ConformanceOptions = {}): Promise<ConformanceReport | undefined> {
  const server = createServer().listen(5671, host);
  const isFree = await Promise.race([
    once(server, "listening").then(() => true),
    once(server, "error").then(() => false),
  ]).catch(() => false);
  await new Promise((resolve) => server.close(resolve));
  if (!isFree) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "python-partner-"));
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=IP:${host},DNS:${host}`];
  const made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", certificate];
  execFileSync("openssl", made, { stdio: "ignore" });
  const settings = [`PARTNER_STORE=${join(folder, "orders")}`, `PARTNER_CERTIFICATE=${certificate}`];
  try {
    return await runConformance({
      command: ["/usr/bin/env", ...settings, python, program],
      listen: { host, port: 5671, tls: { key: readFileSync(key), cert: readFileSync(certificate) } },
      profile: { ...defaultProfile, ...fastProfile, secondsPerOrder: 12, quietSeconds: 0.5, loadOrders: 30 },
      seed: 1,
      ...options,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
