import { describe, expect, test } from "vitest";
import {
  answerIdOf,
  createMessage,
  decodeMessage,
  type Envelope,
  encodeMessage,
  InvalidMessageError,
  messageTable,
  type Party,
} from "../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../src/sandbox/example-request.ts";
import { reportOk, requestSent } from "../../support/messages.ts";

const envelope = (payload: unknown, subject = "EXTERNAL_PRODUCTION_REQUEST_SENT") => ({
  subject,
  messageId: "00000000-0000-4000-8000-000000000001",
  body: payload,
});

function invalidOf(message: Envelope, receiver: Party = "partner") {
  const decoded = decodeMessage(message, receiver);
  if (decoded.ok) throw new Error("expected an invalid message");
  return decoded.invalid;
}

describe("decodeMessage", () => {
  test("reads what encodeMessage wrote", () => {
    const message = createMessage("EXTERNAL_PRODUCTION_REPORT_OK", reportOk().payload, { correlationId: "question" });
    expect(decodeMessage(encodeMessage(message))).toEqual({ ok: true, message });
  });

  test.each([
    ["bytes", (text: string) => new TextEncoder().encode(text)],
    ["bytes with a byte order mark", (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
    ["a string", (text: string) => text],
    ["a value that was parsed already", (text: string): unknown => JSON.parse(text)],
  ])("takes the body as %s", (_, bodyOf) => {
    const payload = exampleRequest();
    expect(decodeMessage(envelope(bodyOf(JSON.stringify(payload))))).toMatchObject({ ok: true, message: { payload } });
  });

  test("keeps unknown properties and unknown error codes", () => {
    const payload = { errorCode: "INVENTED_LATER", details: "x", severity: { level: 3 } };
    expect(decodeMessage(envelope(payload, "EXTERNAL_PRODUCTION_ERROR"))).toMatchObject({
      ok: true,
      message: { payload },
    });
  });

  test("narrows the payload by the type", () => {
    const decoded = decodeMessage(encodeMessage(requestSent({ cardId: "CARD-7" })));
    if (!decoded.ok || decoded.message.type !== "EXTERNAL_PRODUCTION_REQUEST_SENT") throw new Error("not decoded");
    expect(decoded.message.payload.card.cardId).toBe("CARD-7");
  });

  test.each([
    ["no subject", { ...envelope({}), subject: undefined }, "UNKNOWN_TYPE"],
    ["an unknown subject", envelope({}, "EXTERNAL_PRODUCTION_RECALLED"), "UNKNOWN_TYPE"],
    ["a subject that every object has", envelope({}, "constructor"), "UNKNOWN_TYPE"],
    ["a type that the partner sends", envelope({}, "EXTERNAL_PRODUCTION_SHIPPED"), "WRONG_DIRECTION"],
    ["no body", envelope(undefined), "NOT_JSON"],
    ["an empty body", envelope(new Uint8Array()), "NOT_JSON"],
    ["half a body", envelope('{"organisationId": '), "NOT_JSON"],
    ["bytes that are not UTF-8", envelope(new Uint8Array([0xff, 0xfe, 0x7b])), "NOT_JSON"],
    ["an array", envelope([]), "INVALID_PAYLOAD"],
    ["null as JSON", envelope("null"), "INVALID_PAYLOAD"],
    ["no messageId", { subject: "EXTERNAL_PRODUCTION_REPORT_OK", body: reportOk().payload }, "INVALID_PAYLOAD"],
  ])("refuses %s", (_, message, reason) => {
    const invalid = invalidOf(message);
    expect(invalid.reason).toBe(reason);
    expect(invalid.issues.length).toBeGreaterThan(0);
  });

  test("the other end refuses what the partner receives", () => {
    expect(invalidOf(encodeMessage(requestSent()), "ngoc").reason).toBe("WRONG_DIRECTION");
  });

  test("an address needs a recipient or a company, and the issue says so once", () => {
    const { address, ...rest } = exampleRequest();
    const { recipient: _, ...anonymous } = address as { recipient: string };
    const { issues } = invalidOf(envelope({ ...rest, address: anonymous }));
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ path: "/address" });
    expect(issues[0]?.message).toMatch(/recipient.*companyName/);
  });

  test("issues never hold values of the payload", () => {
    const secret = "Astrid Secretsson";
    const payload = {
      ...exampleRequest(),
      organisationId: 7,
      shipmentId: { name: secret },
      address: secret,
      card: { cardId: [secret] },
    };
    expect(JSON.stringify(invalidOf(envelope(payload)))).not.toContain("Secretsson");
    expect(JSON.stringify(invalidOf(envelope(`{"name": "${secret}", }`)))).not.toContain("Secretsson");
  });
});

describe("encodeMessage", () => {
  test("sets what the queue needs", () => {
    const message = requestSent();
    expect(encodeMessage(message)).toMatchObject({
      subject: "EXTERNAL_PRODUCTION_REQUEST_SENT",
      messageId: message.messageId,
      contentType: "application/json",
    });
  });

  test("is strict: refuses an unknown property and an unknown error code", () => {
    const extra = { ...reportOk().payload, colour: "red" };
    expect(() => encodeMessage(createMessage("EXTERNAL_PRODUCTION_REPORT_OK", extra))).toThrow(InvalidMessageError);
    const code = { errorCode: "INVENTED_LATER", details: "x" } as unknown as {
      errorCode: "INTERNAL_ERROR";
      details: string;
    };
    expect(() => encodeMessage(createMessage("EXTERNAL_PRODUCTION_ERROR", code))).toThrow(/errorCode/);
  });
});

describe("answerIdOf", () => {
  test("is a UUID of version 5, the same for the same message and different for another", () => {
    expect(answerIdOf("a")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(answerIdOf("a")).toBe(answerIdOf("a"));
    expect(answerIdOf("a")).not.toBe(answerIdOf("b"));
  });
});

test("the table knows all six message types, and only errors travel both ways", () => {
  const directions = Object.values(messageTable).map(({ direction }) => direction);
  expect(directions.sort()).toEqual(["both", "receive", "receive", "receive", "send", "send"]);
});
