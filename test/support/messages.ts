import {
  createMessage,
  type IncomingMessage,
  type OutgoingMessage,
  type StrictPayloads,
} from "../../src/production-partner/messages/index.ts";
import { type ExampleRequestOptions, exampleRequest } from "../../src/sandbox/example-request.ts";

export function requestSent(about: ExampleRequestOptions = {}): IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT"> {
  return createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", exampleRequest(about));
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
