import type { BuiltInContract } from "../production-partner/contract/built-in.ts";
import type { RequestOf } from "../production-partner/contract/index.ts";
import { builtInCounterpart } from "./ngoc/built-in-counterpart.ts";
import { type CardToOrder, ngocSideOf } from "./ngoc/counterpart.ts";

/** Options of {@link exampleRequest}; all other fields get invented data. */
export interface ExampleRequestOptions {
  /** Default `"CARD-1"`. */
  readonly cardId?: string;
  /** Default `"SHIP-1"`. */
  readonly shipmentId?: string;
  /** Default `"ORG-1"`. */
  readonly organisationId?: string;
  /** Fields that the report must contain. Default: none. */
  readonly expected?: readonly string[];
  /** Default: none. */
  readonly accessories?: readonly {
    readonly accessoryId: string;
    readonly articleId?: string;
    readonly quantity: number;
  }[];
}

/**
 * Creates the payload of a valid Production Request for one card, to be sent by the simulated NGOC. For another contract
 * than the built-in one use `sandbox.ngoc.exampleRequest`.
 */
export function exampleRequest(options: ExampleRequestOptions = {}): RequestOf<BuiltInContract> {
  // The counterpart wrote it, so it is a payload of its contract.
  return ngocSideOf(builtInCounterpart).writeRequest(exampleOrder(options)).payload as RequestOf<BuiltInContract>;
}

/** Fills in what the options leave out. */
export function exampleOrder(options: ExampleRequestOptions): CardToOrder {
  const { cardId = "CARD-1", shipmentId = "SHIP-1", organisationId = "ORG-1", expected = [] } = options;
  const accessories = (options.accessories ?? []).map(({ accessoryId, articleId, quantity }) => ({
    accessoryId,
    articleId,
    quantity,
  }));
  return { cardId, shipmentId, organisationId, expectedReportDataFields: expected, accessories };
}
