import { describe, expect, test } from "vitest";
import { areClean } from "../../src/xml/clean-bytes.ts";

describe("areClean", () => {
  test("finds each byte that is not clean, wherever the range begins and ends, among whatever others", () => {
    const buffer = new Uint8Array(20);
    for (let byte = 0; byte < 256; byte++) {
      const expected = (byte >= 0x20 && byte < 0xee) || [0x09, 0x0a, 0x0d].includes(byte);
      for (let from = 0; from < 5; from++) {
        for (let to = from + 1; to < 16; to++) {
          for (let at = from; at < to; at++) {
            buffer.fill(0).fill([0x20, 0x0a, 0xed, 0x80][byte & 3] ?? 0, from, to);
            buffer[at] = byte;
            if (areClean(buffer, from, to) !== expected) expect({ byte, from, to, at }).toBe(expected);
          }
        }
      }
    }
  });

  test("says so of nothing", () => expect(areClean(new Uint8Array(4), 2, 2)).toBe(true));
});
