// Runs the conformance kit against a command and prints the outcome: for the tests and soaks, and while developing.

import { defaultProfile } from "../../../src/conformance/profile.ts";
import { runConformance } from "../../../src/conformance/run.ts";
import { fastProfile } from "./fast-profile.ts";

const [, , only, ...command] = process.argv;
const t = Date.now();
const report = await runConformance({
  command: command as [string, ...string[]],
  profile: { ...defaultProfile, ...fastProfile },
  only: only === "all" || !only ? [] : only.split(","),
  onCase: (c) => {
    const broken = c.checks.filter((k) => !k.passed).map((k) => `${k.rule}: ${k.got}`);
    console.log(c.id, c.verdict, c.seconds.toFixed(2), c.reason ?? "", broken.join(" | "));
    if (process.env["WIRE"] && c.verdict !== "pass") console.log(JSON.stringify(c.wire, null, 1));
  },
});
console.log(report.counts, (Date.now() - t) / 1000);
