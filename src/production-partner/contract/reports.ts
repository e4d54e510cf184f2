import type { AccessoryQuantity } from "./facts.ts";

/** What every contract needs to know of a produced card. A contract's own fields come with its {@link Terms}. */
export interface CardProducedReport {
  readonly cardId: string;
  /** Must hold every field that the request expects. */
  readonly reportData: { readonly [field: string]: string };
  /** When the card was produced, RFC 3339 with an offset. Default: left out. */
  readonly produced?: string;
}

/** A number of one accessory. An accessory is known within its shipment only, so the shipment is named too. */
export interface ShippedAccessoryReport extends AccessoryQuantity {
  readonly shipmentId: string;
}

/** What every contract needs to know of what was shipped: items of one shipment or of several. */
export interface ShippedReport {
  readonly cardIds?: readonly string[];
  readonly accessories?: readonly ShippedAccessoryReport[];
  /** When it was shipped, RFC 3339 with an offset. Default: left out. */
  readonly shipped?: string;
  /**
   * Names a shipment of accessories alone, so that a repetition is known as one: for each shipmentId, what is reported with
   * the same key again is not sent again. It is not sent itself. Cards need none, as each is shipped only once. Default:
   * each report counts.
   */
  readonly key?: string;
}
