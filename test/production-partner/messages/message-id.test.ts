import { describe, expect, test } from "vitest";
import { createMessageId } from "../../../src/production-partner/messages/index.ts";

describe("createMessageId", () => {
  test("makes different UUIDs of version 7, in the order of their creation", () => {
    const before = Date.now();
    const ids = Array.from({ length: 20_000 }, createMessageId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    const createdMs = Number.parseInt((ids[0] ?? "").replaceAll("-", "").slice(0, 12), 16);
    expect(createdMs).toBeGreaterThanOrEqual(before);
  });
});
