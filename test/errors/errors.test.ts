import { readFileSync } from "node:fs";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ngocErrors, orceErrors } from "../../generated/error-codes.gen.ts";
import { CardwrightError } from "../../src/errors/cardwright-error.ts";
import { errorFor } from "../../src/errors/counterpart-error.ts";
import { errorForNotification, errorNotificationFor, ngocCodeFor } from "../../src/errors/error-notification.ts";
import { explainError, knownErrors } from "../../src/errors/explain-error.ts";
import { RejectMessageError } from "../../src/production-partner/client/index.ts";

describe("the table", () => {
  test("has all 19 codes of the chapter, one of them with three causes", () => {
    expect(Object.keys(orceErrors)).toHaveLength(19);
    const causes = Object.values(orceErrors).map((facts) => facts.causes.length);
    expect(causes.reduce((sum, count) => sum + count)).toBe(21);
    expect(orceErrors.RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR.causes).toHaveLength(3);
  });

  test("marks every NGOC code as assumed", () => {
    for (const { causes } of Object.values(ngocErrors))
      for (const { provenance } of causes) expect(provenance).toBe("assumed");
  });

  test("has exactly the codes that the Production Partner contract has", () => {
    const contract: unknown = parse(
      readFileSync(new URL("../../spec/production-partner.asyncapi.yaml", import.meta.url), "utf8"),
    );
    expect(contract).toMatchObject({ components: { schemas: { ErrorCode: { enum: Object.keys(ngocErrors) } } } });
  });

  test("says under each code's key what that code is", () => {
    for (const [code, facts] of [...Object.entries(orceErrors), ...Object.entries(ngocErrors)])
      expect(facts.code).toBe(code);
  });
});

describe("explainError", () => {
  test("explains every known code", () => {
    for (const facts of knownErrors()) {
      expect(explainError(` ${facts.code}\n`)).toBe(facts);
      for (const { cause, whatToDo } of facts.causes) expect(cause.length * whatToDo.length).toBeGreaterThan(0);
    }
  });

  test.each(["", "constructor", "__proto__", "all_cards_generated", "NO_SUCH_CODE"])("keeps %j as unknown", (code) => {
    expect(explainError(code)).toMatchObject({ system: "unknown", code, causes: [] });
  });
});

describe("errorFor", () => {
  test("is total and keeps the raw text", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("toString", ...Object.keys(orceErrors))),
        (code) => {
          const error = errorFor(code);
          expect(error.rawCode).toBe(code);
          expect(error instanceof CardwrightError).toBe(true);
          expect(error.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
        },
      ),
    );
  });

  test("carries what the table says", () => {
    expect(errorFor("PROGRAM_NOT_EFFECTIVE")).toMatchObject({
      code: "PROGRAM_NOT_EFFECTIVE",
      system: "orce",
      retryable: true,
    });
    expect(errorFor("CUSTOMER_NOT_FOUND")).toMatchObject({ retryable: false, category: "not-found", actor: "sender" });
  });

  test("keeps free text out of everything that is printed", () => {
    const error = errorFor("4000123412341234", { details: "card 4000123412341234 of Jane Doe", cardId: "CA1" });
    expect(error.counterpartDetails).toContain("Jane");
    for (const printed of [
      error.message,
      String(error),
      JSON.stringify(error),
      inspect(error, { showHidden: true, depth: 9 }),
    ]) {
      expect(printed).not.toMatch(/4000|Jane/);
    }
    expect(error.details).toEqual({ cardId: "CA1" });
  });
});

describe("errorNotificationFor", () => {
  test("maps every ORCE code to an NGOC code", () => {
    for (const code of Object.keys(orceErrors)) {
      const { errorCode, details } = errorNotificationFor(code, { cardId: "CA1" });
      expect(Object.keys(ngocErrors)).toContain(errorCode);
      expect(details).toContain(code);
    }
    expect(ngocCodeFor("GENERATE_CARD_ERROR_DUPLICATES_FOUND")).toBe("DUPLICATE_CARD");
    expect(ngocCodeFor("toString")).toBe("INTERNAL_ERROR");
  });

  test.each([
    [
      new CardwrightError("x", { code: "INVALID_MESSAGE", details: { reason: "UNKNOWN_TYPE" } }),
      "UNKNOWN_MESSAGE_TYPE",
    ],
    [new CardwrightError("x", { code: "INVALID_MESSAGE", details: { reason: "NOT_JSON" } }), "INVALID_MESSAGE"],
    [new CardwrightError("x", { code: "ORDER_REFUSED", details: { reason: "NOTHING_TO_SHIP" } }), "INVALID_MESSAGE"],
    [new CardwrightError("x", { code: "ORDER_REFUSED", details: { reason: "ALREADY_SHIPPED" } }), "ALREADY_SHIPPED"],
    [
      new CardwrightError("x", { code: "MESSAGE_REJECTED", details: { errorCode: "ARTICLE_NOT_AVAILABLE" } }),
      "ARTICLE_NOT_AVAILABLE",
    ],
    [new CardwrightError("x", { code: "NUMBERS_EXHAUSTED" }), "INTERNAL_ERROR"],
    [new Error("x"), "INTERNAL_ERROR"],
    [undefined, "INTERNAL_ERROR"],
  ])("maps failure %# of our own", (failure, errorCode) => {
    expect(errorNotificationFor(failure, { shipmentId: "SHIP-1" })).toMatchObject({ errorCode, shipmentId: "SHIP-1" });
  });

  test("sends the details that a handler wrote for NGOC when it rejected a message", () => {
    const rejection = new RejectMessageError({ errorCode: "ARTICLE_NOT_AVAILABLE", details: "Discontinued" });
    expect(errorNotificationFor(rejection, { cardId: "CA1" })).toEqual({
      errorCode: "ARTICLE_NOT_AVAILABLE",
      details: "Discontinued",
      cardId: "CA1",
    });
  });

  test("lets nothing out of an error that is not ours", () => {
    expect(JSON.stringify(errorNotificationFor(new Error("Jane Doe 4000123412341234")))).not.toMatch(/Jane|4000/);
    expect(JSON.stringify(errorNotificationFor("Jane Doe"))).not.toMatch(/Jane/);
  });

  test("comes back as a typed error", () => {
    const sent = errorNotificationFor("ALL_CARDS_GENERATED", { organisationId: "O1", cardId: "CA1", messageId: "m" });
    const error = errorForNotification(sent);
    expect(error).toMatchObject({ code: "ARTICLE_NOT_AVAILABLE", system: "ngoc" });
    expect(error.details).toEqual({ organisationId: "O1", cardId: "CA1", messageId: "m" });
    expect(error.counterpartDetails).toBe(sent.details);
    expect(errorForNotification({ errorCode: "SOMETHING_NEW", details: "" })).toMatchObject({
      code: "UNKNOWN_ERROR_CODE",
      rawCode: "SOMETHING_NEW",
      message: "Unknown error code SOMETHING_NEW",
    });
  });
});
