import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DigestTable } from "../../../src/card-series-maintenance/file/digest-table.ts";
import { NumberSet } from "../../../src/card-series-maintenance/file/number-set.ts";

describe("DigestTable", () => {
  test.each([
    ["in memory", {}],
    ["with a file", { maxInMemory: 3 }],
  ])("is a map of texts, whatever the order of the calls, %s", (_, options) => {
    const call = fc.record({
      text: fc.string({ maxLength: 2 }),
      value: fc.nat({ max: 4_294_967_293 }),
      first: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(call), (calls) => {
        const table = new DigestTable(options);
        const map = new Map<string, number>();
        for (const { text, value, first } of calls) {
          if (first) table.setFirst(text, value);
          else table.set(text, value);
          if (!first || !map.has(text)) map.set(text, value);
        }
        expect(table.size).toBe(map.size);
        for (const { text } of calls) expect(table.get(text)).toBe(map.get(text));
        expect(table.get("not there")).toBeUndefined();
      }),
    );
  });

  test.each([
    ["in memory", {}],
    ["into a file", { maxInMemory: 10_000 }],
  ])("keeps everything when it grows %s", (_, options) => {
    const table = new DigestTable(options);
    for (let value = 0; value < 20_000; value++) table.set(`text ${value}`, value);
    for (let value = 0; value < 20_000; value++)
      if (table.get(`text ${value}`) !== value) throw new Error(`lost ${value}`);
    expect(table.size).toBe(20_000);
  });

  test.runIf(process.platform === "linux")("says when its file cannot grow", async () => {
    const module = new URL("../../../src/card-series-maintenance/file/digest-table.ts", import.meta.url);
    const fill = `
      const { DigestTable } = await import("${module}");
      const table = new DigestTable({ maxInMemory: 1 });
      try { for (let value = 0; ; value++) table.set(String(value), value); } catch (error) { console.log(error.code); }`;
    const command = `ulimit -f 64; exec "${process.execPath}" --no-warnings --input-type=module -e '${fill}'`;
    expect((await promisify(execFile)("sh", ["-c", command])).stdout).toBe("TEMPORARY_FILE\n");
  });
});

describe("NumberSet", () => {
  test("is a set of numbers with its stretches", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3_000 })), (numbers) => {
        const set = new NumberSet();
        for (const number of numbers) set.add(number);
        const sorted = [...new Set(numbers)].sort((a, b) => a - b);
        expect(set.size).toBe(sorted.length);
        expect(sorted.every((number) => set.has(number))).toBe(true);
        const listed = [...set.ranges()].flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(listed).toEqual(sorted);
      }),
    );
  });
});
