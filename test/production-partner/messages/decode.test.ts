import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/production-partner/contract/built-in.ts";
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
  const decoded = decodeMessage(message, { receiver });
  if (decoded.ok) throw new Error("expected an invalid message");
  return decoded.invalid;
}

describe("decodeMessage", () => {
  test("reads what encodeMessage wrote", () => {
    const message = createMessage("EXTERNAL_PRODUCTION_REPORT_OK", reportOk().payload, { correlationId: "question" });
    const expected = { ...message, deviations: [], raw: message.payload };
    expect(decodeMessage(encodeMessage(message))).toEqual({ ok: true, message: expected });
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

describe("what deviates from the contract", () => {
  const messageOf = (payload: unknown, subject?: string) => {
    const decoded = decodeMessage(envelope(payload, subject));
    if (!decoded.ok) throw new Error(`refused: ${JSON.stringify(decoded.invalid.issues)}`);
    return decoded.message;
  };
  const deviationsOf = (payload: unknown, subject?: string) =>
    messageOf(payload, subject).deviations.map(({ path, keyword }) => `${path} ${keyword}`);
  const { address, card, ...rest } = exampleRequest();

  test("is nothing in a message that fits", () => {
    const payload = exampleRequest();
    expect(messageOf(payload)).toMatchObject({ payload, raw: payload, deviations: [] });
  });

  test.each([
    ["no address", { ...rest, card }, "/address required"],
    ["a time stamp without zone", { ...rest, address, card, ordered: "2026-11-21T09:36:45" }, "/ordered format"],
    ["an id that is too long", { ...rest, address, card, shipmentId: "x".repeat(300) }, "/shipmentId maxLength"],
    [
      "an accessory without quantity",
      { ...rest, address, card, accessories: [{ accessoryId: "A" }] },
      "/accessories/0/quantity required",
    ],
    [
      "a country by name",
      { ...rest, card, address: { ...address, countryCode: "Sweden" } },
      "/address/countryCode maxLength",
    ],
    ["an unknown property", { ...rest, address, card: { ...card, photo: "" } }, "/card/photo additionalProperties"],
  ])("is handled and told: %s", (_, payload, deviation) => {
    expect(deviationsOf(payload)).toEqual([deviation]);
    expect(messageOf(payload)).toMatchObject({ payload, raw: payload });
  });

  test("a time stamp with nine digits of a second fits", () => {
    expect(deviationsOf({ ...rest, address, card, ordered: "2026-11-21T09:36:45.123456789Z" })).toEqual([]);
  });

  test("a value of another kind than guessed is left out of the payload, and stays in what arrived", () => {
    const raw = { ...rest, address, card: { ...card, cardElements: { A: 1, B: "b" } }, ordered: 1732181805 };
    const message = messageOf(raw);
    expect(message.payload).toEqual({ ...rest, address, card: { ...card, cardElements: { B: "b" } } });
    expect(message.raw).toEqual(raw);
    expect(message.deviations.map(({ path }) => path).sort()).toEqual(["/card/cardElements/A", "/ordered"]);
  });

  test("null counts as left out, and is told", () => {
    const raw = { ...rest, address: { ...address, companyName: null }, card: { ...card, articleId: null } };
    expect(messageOf(raw).payload).toEqual({ ...rest, address, card: { ...card, articleId: undefined } });
    expect(deviationsOf(raw).sort()).toEqual(["/address/companyName type", "/card/articleId type"]);
  });

  test.each(["", "  ", "\u00a0"])("a recipient that is %j is none", (recipient) => {
    const message = messageOf({ ...rest, card, address: { recipient, companyName: "Exempel AB" } });
    expect(message.payload).toMatchObject({ address: { companyName: "Exempel AB" } });
    expect(message.payload).not.toHaveProperty("address.recipient");
    expect(message.deviations.map(({ path }) => path)).toEqual(["/address/recipient"]);
    expect(invalidOf(envelope({ ...rest, card, address: { recipient } })).issues.map(({ path }) => path)).toContain(
      "/address",
    );
  });

  test("a blank in a list or where something has to be stays as it is", () => {
    const raw = { ...rest, address, card: { ...card, expectedReportDataFields: ["", "UID"] } };
    expect(messageOf(raw).payload).toEqual(raw);
    expect(
      deviationsOf({ errorCode: "INTERNAL_ERROR", details: "", messageId: "" }, "EXTERNAL_PRODUCTION_ERROR"),
    ).toEqual(["/messageId minLength"]);
  });

  test("deviations are bounded and hold no values", () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`SECRET${index}`, index]));
    const { deviations } = messageOf({
      ...rest,
      address,
      card: { ...card, cardElements: { ["x".repeat(1000)]: 1, ...many } },
    });
    expect(deviations).toHaveLength(50);
    expect(deviations.every(({ path }) => path.length <= 201)).toBe(true);
  });

  test("is what another contract says it is", () => {
    const { strict, tolerant } = messageTable.EXTERNAL_PRODUCTION_REPORT_OK;
    const received = {
      type: "CARD_ACCEPTED",
      direction: "receive",
      title: "",
      operations: [],
      properties: ["cardId"],
      strict,
      tolerant,
    } as const;
    const contract = {
      ...builtInContract,
      messages: { CARD_ACCEPTED: received },
      definitionOf: (type?: string) => (type === "CARD_ACCEPTED" ? received : undefined),
    };
    const decoded = decodeMessage(envelope({ cardId: "C" }, "CARD_ACCEPTED"), { contract });
    expect(decoded).toMatchObject({ ok: true, message: { type: "CARD_ACCEPTED", payload: { cardId: "C" } } });
    expect(decodeMessage(envelope({ cardId: "C" }), { contract })).toMatchObject({
      ok: false,
      invalid: { reason: "UNKNOWN_TYPE" },
    });
  });
});

describe("encodeMessage", () => {
  test("takes what a contract wrote, and checks it", () => {
    const ids = { messageId: "M1", correlationId: "Q1" };
    const card = { cardId: "C", shipmentId: "S", organisationId: "O" };
    const written = builtInContract.writeCardProduced(card, { cardId: "C", reportData: {} });
    expect(encodeMessage({ ...written, ...ids }, builtInContract)).toMatchObject({ subject: written.type, ...ids });
    expect(() => encodeMessage({ ...written, payload: {}, ...ids }, builtInContract)).toThrow(InvalidMessageError);
    expect(() => encodeMessage({ ...written, type: "constructor", ...ids }, builtInContract)).toThrow(
      /Unknown message type constructor/,
    );
  });

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

describe("messageTable", () => {
  test("the table knows all six message types, and only errors travel both ways", () => {
    const directions = Object.values(messageTable).map(({ direction }) => direction);
    expect(directions.sort()).toEqual(["both", "receive", "receive", "receive", "send", "send"]);
  });
});
