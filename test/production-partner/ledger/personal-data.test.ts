import { describe, expect, test } from "vitest";
import { PersonalData } from "../../../src/production-partner/ledger/personal-data.ts";

describe("encrypted personal data", () => {
  const data = new PersonalData({ current: "k1", key: () => Buffer.alloc(32, 7) });

  test("is opened again, and only for what it belongs to", () => {
    const stored = data.seal("CARD-1", "Example Recipient");
    expect(data.open("CARD-1", stored)).toBe("Example Recipient");
    expect(() => data.open("CARD-2", stored)).toThrow(expect.objectContaining({ code: "PERSONAL_DATA_KEY" }));
  });

  test.each([4, 8, 12, 15])("is refused when its tag was cut to %i bytes, which is easier to forge", (length) => {
    const stored = data.seal("CARD-1", "");
    const [algorithm, id, content = ""] = stored.split(":");
    const cut = Buffer.from(content, "base64")
      .subarray(0, 12 + length)
      .toString("base64");
    expect(() => data.open("CARD-1", `${algorithm}:${id}:${cut}`)).toThrow(
      expect.objectContaining({ code: "PERSONAL_DATA_KEY" }),
    );
  });
});
