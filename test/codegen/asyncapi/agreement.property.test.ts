import { expect, it } from "vitest";
import { sendableButRefused, strictDisagreements, tolerantDisagreements } from "./support/agreement.ts";

const sample = { seed: 1, size: 60 };

it("tolerant types accept what tolerant validators accept, and nothing else", async () => {
  expect((await tolerantDisagreements(sample)).slice(0, 1)).toEqual([]);
});

it("strict types accept what strict validators accept, and nothing else", async () => {
  expect((await strictDisagreements(sample)).slice(0, 1)).toEqual([]);
});

it("whatever may be sent may also be received", () => {
  const { sendable, refused } = sendableButRefused(sample);
  expect(refused.slice(0, 1)).toEqual([]);
  expect(sendable).toBeGreaterThan(sample.size);
});
