import type { StrictPayloads } from "../production-partner/messages/index.ts";

type Request = StrictPayloads["EXTERNAL_PRODUCTION_REQUEST_SENT"];

/** What a test wants to choose of a request; everything else is filled in with invented data. */
export interface ExampleRequestOptions {
  /** Default `"CARD-1"`. */
  readonly cardId?: string;
  /** Default `"SHIP-1"`. */
  readonly shipmentId?: string;
  /** Default `"ORG-1"`. */
  readonly organisationId?: string;
  /** Field names that the report must hold. Default: none. */
  readonly expected?: readonly string[];
  /** Default: none. */
  readonly accessories?: Request["accessories"];
}

/** Makes the payload of a valid Production Request for one card, to be sent by the simulated NGOC. */
export function exampleRequest(options: ExampleRequestOptions = {}): Request {
  const { cardId = "CARD-1", shipmentId = "SHIP-1", organisationId = "ORG-1", expected, accessories } = options;
  return {
    organisationId,
    shipmentId,
    address: { addressOne: "Example Street 1", recipient: "Example Recipient" },
    card: { cardId, ...(expected === undefined ? {} : { expectedReportDataFields: expected }) },
    ...(accessories === undefined ? {} : { accessories }),
  };
}
