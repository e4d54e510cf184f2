#!/usr/bin/env node
import { nodeTooOld, runningNode } from "../errors/supported-node.ts";

// Before anything else is loaded: what an old Node lacks would fail there with an error of its own.
const tooOld = nodeTooOld(runningNode() ?? "0");
if (tooOld === undefined) {
  void import("./main.ts");
} else {
  process.stderr.write(`error: ${tooOld}\n`);
  process.exitCode = 3;
}
