import {
  createMessage,
  type OutgoingMessage,
  type StrictPayloads,
} from "../../src/production-partner/messages/index.ts";
import { type ExampleRequestOptions, exampleRequest } from "../../src/sandbox/example-request.ts";

export function requestSent(about: ExampleRequestOptions = {}): OutgoingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT"> {
  return createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", exampleRequest(about));
}

const ids = { organisationId: "ORG-1", shipmentId: "SHIP-1" };

export function reportOk(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_REPORT_OK"]> = {},
  correlationId?: string,
): OutgoingMessage<"EXTERNAL_PRODUCTION_REPORT_OK"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_REPORT_OK",
    { ...ids, cardId: "CARD-1", ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}

export function shippedOk(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED_OK"]> = {},
  correlationId?: string,
): OutgoingMessage<"EXTERNAL_PRODUCTION_SHIPPED_OK"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_SHIPPED_OK",
    { ...ids, ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}

export function errorNotification(
  payload: Partial<StrictPayloads["EXTERNAL_PRODUCTION_ERROR"]> = {},
  correlationId?: string,
): OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR"> {
  return createMessage(
    "EXTERNAL_PRODUCTION_ERROR",
    { errorCode: "INTERNAL_ERROR", details: "Example", ...payload },
    correlationId === undefined ? {} : { correlationId },
  );
}
