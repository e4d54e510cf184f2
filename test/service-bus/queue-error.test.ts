import { ServiceBusError } from "@azure/service-bus";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyFailure, queueError, unwrapFailure } from "../../src/service-bus/queue-error.ts";

describe("classifyFailure", () => {
  test.each([
    ["UnauthorizedAccess", "UNAUTHORIZED", false],
    ["MessagingEntityNotFound", "QUEUE_NOT_FOUND", false],
    ["MessageSizeExceeded", "MESSAGE_TOO_LARGE", false],
    ["ServiceBusy", "BUSY", true],
    ["ServiceTimeout", "TIMEOUT", true],
    ["MessageLockLost", "LOCK_LOST", true],
  ] as const)("%s is %s", (azure, code, retryable) => {
    expect(classifyFailure(new ServiceBusError("x", azure))).toMatchObject({ code, retryable });
  });

  test.each([
    ["ENOTFOUND: getaddrinfo ENOTFOUND nowhere.example", "CONNECTION"],
    ["connect ECONNREFUSED 127.0.0.1:5671", "CONNECTION"],
    ["Failed to connect", "CONNECTION"],
    ["something else", "SERVICE_BUS"],
  ])("a GeneralError with the text %j is %s", (text, code) => {
    expect(classifyFailure(new ServiceBusError(text, "GeneralError"))).toMatchObject({ code });
  });

  test("is total", () => {
    fc.assert(fc.property(fc.anything(), (thrown) => typeof classifyFailure(thrown).code === "string"));
  });

  test("a refused connection is retryable", () => {
    expect(classifyFailure(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toMatchObject({
      code: "CONNECTION",
      retryable: true,
    });
  });
});

describe("queueError", () => {
  test("an AggregateError without a code is classified by its most specific error", () => {
    const real = new ServiceBusError("no right to listen", "UnauthorizedAccess");
    const aggregate = new AggregateError([new Error("first"), new AggregateError([real], "")], "");
    expect(unwrapFailure(aggregate)).toBe(real);
    expect(queueError("Receiving", aggregate)).toMatchObject({
      code: "UNAUTHORIZED",
      retryable: false,
      message: "Receiving failed: no right to listen",
      cause: aggregate,
    });
  });
});
