import { describe, expect, test } from "vitest";
import { hasControls } from "../../src/xml/control-characters.ts";

describe("hasControls", () => {
  test("finds each control character that XML forbids, wherever the range begins and ends", () => {
    const buffer = new Uint8Array(24);
    for (let byte = 0; byte < 128; byte++) {
      const expected = byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte);
      for (let from = 0; from < 12; from++) {
        for (let to = from + 1; to < 20; to++) {
          for (let at = from; at < to; at++) {
            buffer.fill(0).fill(0x20, from, to);
            buffer[at] = byte;
            if (hasControls(buffer, from, to) !== expected) expect({ byte, from, to, at }).toBe(expected);
          }
        }
      }
    }
  });

  test("finds none in nothing", () => expect(hasControls(new Uint8Array(4), 2, 2)).toBe(false));
});
