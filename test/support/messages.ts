import {
  createMessage,
  type IncomingMessage,
  type OutgoingMessage,
  type StrictPayloads,
} from "../../src/messages/index.ts";

type Request = StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"];

/** A Production Request for one card; only what a test is about needs to be given. */
export function requestPayload(
  about: {
    readonly cardId?: string;
    readonly shipmentId?: string;
    readonly organisationId?: string;
    readonly expected?: readonly string[];
    readonly accessories?: Request["accessories"];
  } = {},
): Request {
  const { cardId = "CARD-1", shipmentId = "SHIP-1", organisationId = "ORG-1", expected, accessories } = about;
  return {
    organisationId,
    shipmentId,
    address: { addressOne: "Example Street 1", recipient: "Example Recipient" },
    card: { cardId, ...(expected === undefined ? {} : { expectedReportDataFields: expected }) },
    ...(accessories === undefined ? {} : { accessories }),
  };
}

export function requestSent(
  about: Parameters<typeof requestPayload>[0] = {},
): IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT"> {
  return createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", requestPayload(about));
}

const ids = { organisationId: "ORG-1", shipmentId: "SHIP-1" };

export function cardProduced(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_CARD_PRODUCED"]> = {},
): OutgoingMessage<"EXTERNAL_PRODUCTION_CARD_PRODUCED"> {
  return createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", { ...ids, cardId: "CARD-1", reportData: {}, ...payload });
}

export function reportOk(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_REPORT_OK"]> = {},
  correlationId?: string,
): IncomingMessage<"EXTERNAL_PRODUCTION_REPORT_OK"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_REPORT_OK",
    { ...ids, cardId: "CARD-1", ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}

export function shipped(
  items: {
    readonly cardIds?: readonly string[];
    readonly accessories?: readonly { accessoryId: string; quantity: number }[];
  },
  shipmentId = "SHIP-1",
): OutgoingMessage<"EXTERNAL_PRODUCTION_SHIPPED"> {
  // Tests also write notices that hold nothing, which the type forbids.
  const payload = { ...ids, shipmentId, ...items } as StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED"];
  return createMessage("EXTERNAL_PRODUCTION_SHIPPED", payload);
}

export function shippedOk(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED_OK"]> = {},
  correlationId?: string,
): IncomingMessage<"EXTERNAL_PRODUCTION_SHIPPED_OK"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_SHIPPED_OK",
    { ...ids, ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}

export function errorNotification(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_ERROR"]> = {},
  correlationId?: string,
): OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR"> & IncomingMessage<"EXTERNAL_PRODUCTION_ERROR"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_ERROR",
    { errorCode: "INTERNAL_ERROR", details: "Example", ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}
