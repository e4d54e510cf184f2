import { describe, expect, test } from "vitest";
import { resolveOptions } from "../../../src/production-partner/client/options.ts";
import { builtInContract, type Contract } from "../../../src/production-partner/contract/index.ts";

const key = "SharedAccessKeyName=n;SharedAccessKey=c2VjcmV0";
const inbound = { connectionString: `Endpoint=sb://a.example/;${key};EntityPath=from-ngoc` };
const outbound = { connectionString: `Endpoint=sb://a.example/;${key}`, queue: "to-ngoc" };

describe("resolveOptions", () => {
  test("fills in the documented defaults", () => {
    expect(resolveOptions({ inbound, outbound }, {})).toMatchObject({
      inbound: { queue: "from-ngoc" },
      outbound: { queue: "to-ngoc" },
      contract: builtInContract,
      rules: { reportOkGate: "named-cards" },
      concurrency: 16,
      retry: { attempts: 5, initialDelayMs: 500, maxDelayMs: 30_000, attemptTimeoutMs: 20_000 },
      lockRenewalMs: 300_000,
      settleTimeoutMs: 10_000,
      redeliveryDelayMs: 1_000,
      resendIntervalMs: 30_000,
      closeTimeoutMs: 30_000,
    });
  });

  test("an option wins over its environment variable, which wins over the default", () => {
    const env = {
      CARDWRIGHT_INBOUND_CONNECTION_STRING: `Endpoint=sb://b.example/;${key}`,
      CARDWRIGHT_INBOUND_QUEUE: "env-queue",
      CARDWRIGHT_OUTBOUND_CONNECTION_STRING: outbound.connectionString,
      CARDWRIGHT_OUTBOUND_QUEUE: "env-out",
      CARDWRIGHT_CONCURRENCY: "7",
    };
    expect(resolveOptions({}, env)).toMatchObject({ inbound: { queue: "env-queue" }, concurrency: 7 });
    expect(resolveOptions({ inbound, concurrency: 3 }, env)).toMatchObject({
      inbound: { queue: "from-ngoc" },
      concurrency: 3,
    });
  });

  test.each([
    ["no inbound queue", { outbound }, {}, "ENDPOINT_MISSING"],
    ["a connection string that is none", { inbound: { connectionString: "hello" }, outbound }, {}, "CONNECTION_STRING"],
    [
      "one without a key",
      { inbound: { connectionString: "Endpoint=sb://a.example/" }, outbound },
      {},
      "CONNECTION_STRING",
    ],
    ["no queue name", { inbound, outbound: { connectionString: outbound.connectionString } }, {}, "QUEUE_NAME"],
    ["another queue than the key is for", { inbound: { ...inbound, queue: "other" }, outbound }, {}, "QUEUE_NAME"],
    ["a concurrency of 0", { inbound, outbound, concurrency: 0 }, {}, "OPTION"],
    ["a concurrency that is no number", { inbound, outbound }, { CARDWRIGHT_CONCURRENCY: "many" }, "OPTION"],
    ["a negative duration", { inbound, outbound, redeliveryDelayMs: -1 }, {}, "OPTION"],
    ["a duration that overflows a timer", { inbound, outbound, closeTimeoutMs: 2 ** 31 }, {}, "OPTION"],
    ["a contract that is none", { inbound, outbound, contract: {} as Contract }, {}, "OPTION"],
    ["a gate that is none", { inbound, outbound, reportOkGate: "all" as "named-cards" }, {}, "OPTION"],
    ["no attempts", { inbound, outbound, retry: { attempts: 0 } }, {}, "OPTION"],
  ])("refuses %s, says how to mend it, and never quotes a key", (_, options, env, code) => {
    const error = (() => {
      try {
        resolveOptions(options, env);
        return undefined;
      } catch (thrown) {
        return thrown as Error & { code: string; help: string };
      }
    })();
    expect(error).toMatchObject({ name: "ConfigurationError", code });
    expect(error?.help).not.toBe("");
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("c2VjcmV0");
  });
});
