import { expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { nodeTooOld } from "../../src/errors/supported-node.ts";

test.each(["18.20.4", "20.20.0", "22.12.9"])("Node %s is too old, and told so in one line", (version) => {
  expect(nodeTooOld(version)).toBe(`cardwright needs Node.js 22.13 or later; this is ${version}`);
});

test.each(["22.13.0", "22.20.1", "24.0.0", "26.10.0"])("Node %s will do", (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});

test("package.json asks for the same", () => {
  expect(packageJson.engines.node).toBe(">=22.13");
});
