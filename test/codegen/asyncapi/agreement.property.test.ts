import { describe, expect, test } from "vitest";
import {
  receivedDisagreements,
  returnedDisagreements,
  sendableButRefused,
  strictDisagreements,
} from "./support/agreement.ts";

const sample = { seed: 1, size: 60 };

describe.each([
  ["of which all is seen", { marked: false }],
  ["with guesses", { marked: true }],
])("contracts %s", (_, options) => {
  test("received types accept what the validators of received messages accept, and nothing else", async () => {
    expect((await receivedDisagreements(sample, options)).slice(0, 1)).toEqual([]);
  });
});

test("strict types accept what strict validators accept, and nothing else", async () => {
  expect((await strictDisagreements(sample)).slice(0, 1)).toEqual([]);
});

test("received types accept what is left of a message whose guessed parts are of another kind", async () => {
  const { cut, wrong } = await returnedDisagreements(sample);
  expect(wrong.slice(0, 1)).toEqual([]);
  expect(cut).toBeGreaterThan(sample.size / 2);
});

test("whatever may be sent may also be received", () => {
  const { sendable, refused } = sendableButRefused(sample);
  expect(refused.slice(0, 1)).toEqual([]);
  expect(sendable).toBeGreaterThan(sample.size);
});
