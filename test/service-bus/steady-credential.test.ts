import type { AccessToken } from "@azure/core-auth";
import { describe, expect, test } from "vitest";
import { SteadyCredential } from "../../src/service-bus/steady-credential.ts";
import { ManualClock } from "../../src/timing/clock.ts";

const minuteMs = 60_000;

describe("SteadyCredential", () => {
  function withLife(clock: ManualClock, lifeMs: number) {
    let asked = 0;
    const failing = { times: 0 };
    const credential = new SteadyCredential(
      {
        getToken: async (): Promise<AccessToken> => {
          asked++;
          if (failing.times-- > 0) throw new Error("a secret");
          return { token: `token ${asked}`, expiresOnTimestamp: clock.now() + lifeMs };
        },
      },
      clock,
    );
    return { credential, failing, asked: () => asked };
  }

  test("a first token that does not come fails at once, without the text of the error", async () => {
    const { credential, failing } = withLife(new ManualClock(), 60 * minuteMs);
    failing.times = 1;
    await expect(credential.getToken("scope")).rejects.toMatchObject({
      code: "CredentialError",
      message: expect.not.stringContaining("secret"),
    });
  });

  test("a later one is asked for again, with growing waits, as long as the last one lasts", async () => {
    const clock = new ManualClock();
    const { credential, failing, asked } = withLife(clock, 60 * minuteMs);
    await credential.getToken("scope");
    clock.advance(58 * minuteMs);
    failing.times = 4;
    const renewed = credential.getToken("scope");
    while (asked() < 6) {
      await new Promise(setImmediate);
      clock.advance(1_000);
    }
    expect(await renewed).toMatchObject({ token: "token 6" });

    clock.advance(58 * minuteMs);
    failing.times = Number.POSITIVE_INFINITY;
    const failed = credential.getToken("scope").catch((error: unknown) => error);
    let isOver = false;
    void failed.then(() => {
      isOver = true;
    });
    while (!isOver) {
      clock.advance(5_000);
      await new Promise(setImmediate);
    }
    expect(await failed).toMatchObject({ code: "CredentialError" });
    expect(asked()).toBeLessThan(40);
  });

  test.each([
    ["30 seconds", 0.5, 4],
    ["an hour", 60, 60],
    ["40 days, longer than a timer can wait", 40 * 24 * 60, 24 * 60],
  ])("a life of %s is told within the bounds of the Azure client's timer", async (_, minutes, told) => {
    const clock = new ManualClock();
    const { credential } = withLife(clock, minutes * minuteMs);
    const { expiresOnTimestamp } = await credential.getToken("scope");
    expect((expiresOnTimestamp - clock.now()) / minuteMs).toBe(told);
    expect(credential.renewalMs() / minuteMs).toBe(minutes / 2);
  });
});
