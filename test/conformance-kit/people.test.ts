import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Instruction } from "../../src/conformance/attendance.ts";
import { defaultProfile } from "../../src/conformance/profile.ts";
import { runConformance } from "../../src/conformance/run.ts";
import { fastProfile } from "../support/partners/fast-profile.ts";
import { runPartner } from "../support/partners/try-mutant.ts";

const partner = fileURLToPath(new URL("../support/partners/raw-partner.ts", import.meta.url));
const command = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const profile = { ...defaultProfile, ...fastProfile };

/** Somebody who does what the kit asks for. */
class Operator {
  readonly asked: string[] = [];
  readonly #store = mkdtempSync(join(tmpdir(), "operator-"));
  #environment: { readonly [name: string]: string } = {};
  #child: ChildProcess | undefined;

  attach(environment: { readonly [name: string]: string }): void {
    this.#environment = { ...environment, PARTNER_STORE: join(this.#store, "orders") };
  }

  act({ id, says }: Instruction): void {
    this.asked.push(`${id}: ${says.split(/[ ;]/, 1)[0]}`);
    if (says.startsWith("Start")) {
      this.#child = spawn(process.execPath, [partner], {
        env: { ...process.env, ...this.#environment },
        stdio: "ignore",
      });
    } else this.#child?.kill(says.startsWith("Kill") ? "SIGKILL" : "SIGTERM");
  }

  async leave(): Promise<void> {
    if (this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      const gone = once(this.#child, "exit");
      this.#child.kill("SIGKILL");
      await gone;
    }
    rmSync(this.#store, { recursive: true });
  }
}

describe("a case that needs a person", () => {
  test("says what to do, and goes on when it was done", async () => {
    const operator = new Operator();
    try {
      const report = await runConformance({
        only: ["CONN-1", "GATE-9", "ONCE-12"],
        profile: { ...profile, attendSeconds: 20 },
        onAttach: (environment) => operator.attach(environment),
        onWaiting: (instruction) => operator.act(instruction),
      });
      expect(report.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
        "CONN-1 pass",
        "GATE-9 pass",
        "ONCE-12 pass",
      ]);
      expect(operator.asked).toEqual([
        "CONN-1: Start",
        "GATE-9: Stop",
        "GATE-9: Start",
        "ONCE-12: Kill",
        "ONCE-12: Start",
      ]);
    } finally {
      await operator.leave();
    }
  });

  test("is waiting when nobody comes, and what stands on it is skipped", async () => {
    const asked: string[] = [];
    const report = await runConformance({
      only: ["CONN-1", "REP-1"],
      profile: { ...profile, attendSeconds: 0.2 },
      onWaiting: ({ says }) => asked.push(says),
    });
    expect(report.cases.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ["waiting", "Start the application with the connection strings of the kit"],
      ["skip", "The application did not connect (CONN-1)"],
    ]);
    expect([asked.length, report.counts.waiting, report.conforms]).toEqual([1, 1, false]);
  });

  test("is waiting when what is done by hand was not done", async () => {
    const asked: string[] = [];
    const report = await runPartner("raw", {
      mutant: "never-ships",
      only: ["SHIP-1", "SHIP-2"],
      changes: { shipping: "by-hand", attendSeconds: 0.2 },
      onWaiting: ({ says }) => asked.push(says),
    });
    expect(report.cases.map(({ verdict }) => verdict)).toEqual(["waiting", "waiting"]);
    expect(report.cases[0]?.reason).toMatch(/^Report .*-A as shipped$/);
    expect(asked.length).toBe(1);
  });
});

describe("--watch", () => {
  test("runs again when a file changes, and tells what came out differently", { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "watched-"));
    const settings = join(folder, "conform.yaml");
    writeFileSync(settings, "quietSeconds: 0.1\nsecondsPerOrder: 8\n");
    const options = ["conform", "--only", "SHIP-1", "--profile", settings, "--watch", folder];
    const child = spawn(process.execPath, [command, ...options, "--", process.execPath, partner], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    const hears = async (text: string): Promise<void> => {
      while (!said.includes(text)) said += String((await once(child.stderr, "data"))[0]);
    };
    try {
      await hears("Waiting for changes");
      expect(said).toContain("1 pass");
      said = "";
      writeFileSync(settings, "quietSeconds: 0.1\nshipping: false\n");
      await hears("Waiting for changes");
      expect(said).toContain("conform.yaml changed");
      expect(said).toContain("other  SHIP-1   pass → omit");
    } finally {
      child.kill("SIGINT");
      await once(child, "exit");
      rmSync(folder, { recursive: true });
    }
  });
});
