import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type MessageType, messageTable } from "../../../generated/index.gen.ts";

interface BadExample {
  readonly path: string;
  readonly keyword: string;
  readonly only?: "strict";
  readonly payload: unknown;
  readonly received?: unknown;
}

const folder = new URL("../../../spec/examples/production-partner/", import.meta.url);
const types = Object.keys(messageTable) as MessageType[];

describe.each(types)("%s", (type) => {
  const home = new URL(`${type.toLowerCase().replaceAll("_", "-")}/`, folder);
  const names = readdirSync(home);
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, home), "utf8"));
  const { strict, tolerant } = messageTable[type];

  test.each(names.filter((name) => name.startsWith("good-") || name === "good.json"))("accepts %s", (name) => {
    const payload = read(name);
    expect(strict(payload)).toEqual({ valid: true, value: payload });
    expect(tolerant(payload)).toEqual({ valid: true, value: payload });
  });

  test.each(names.filter((name) => name.startsWith("bad-")))("refuses %s with one issue", (name) => {
    const { path, keyword, only, payload, received = payload } = read(name) as BadExample;
    const issue = expect.objectContaining({ path, keyword, message: expect.stringContaining(path) });
    expect(strict(payload)).toEqual({ valid: false, issues: [issue] });
    if (only === "strict") expect(tolerant(payload)).toEqual({ valid: true, value: received });
    else expect(tolerant(payload)).toEqual({ valid: false, issues: [issue] });
  });

  test("has good and bad examples", () => {
    expect(names.filter((name) => name.startsWith("good")).length).toBeGreaterThan(0);
    expect(names.filter((name) => name.startsWith("bad-")).length).toBeGreaterThan(1);
  });
});
