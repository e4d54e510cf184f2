import { describe, expect, test } from "vitest";
import { CreateSpans } from "../../src/production-partner/client/telemetry/create-spans.ts";
import { TracedLedger } from "../../src/production-partner/client/telemetry/traced-ledger.ts";
import { MemoryLedger } from "../../src/production-partner/ledger/index.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import { draftOf, takeIn } from "../support/ledger.ts";
import { cardProduced, requestSent } from "../support/order-messages.ts";
import { Recorder } from "../support/telemetry/recorder.ts";

const key = "Endpoint=sb://localhost/;SharedAccessKeyName=n;SharedAccessKey=k;EntityPath=out";

describe("a ledger that is traced", () => {
  test("has a report taken when it is staged, so that it is not read again before it is sent", async () => {
    await using recorder = new Recorder();
    const { telemetry } = recorder;
    const create = new CreateSpans(telemetry, resolveEndpoint("outbound", { connectionString: key }));
    const ledger = new TracedLedger(new MemoryLedger(), telemetry, create);
    await takeIn(ledger, requestSent());
    const [staged] = await ledger.stage(draftOf(cardProduced()), { take: true });
    const [created] = recorder.named("create out");
    expect(staged).toMatchObject({
      isTaken: true,
      trace: { traceparent: `00-${created?.traceId}-${created?.spanId}-01` },
    });
  });
});
