/** The points on which the Production Partner guide can be read in more than one way. */
export interface OrderRules {
  /**
   * Which cards must have a Report OK before a Shipped Notification is sent. The guide says "not before REPORT_OK for all
   * produced cards within the shipment", where "shipment" may be the notification or the whole `shipmentId`.
   *
   * - `named-cards` (the default, assumed): the cards that the notification names, so that parts of a shipment do not wait
   *   for each other
   * - `whole-shipment`: also every other card of the `shipmentId` that was reported as produced, and for accessories alone
   */
  readonly reportOkGate: "named-cards" | "whole-shipment";
}

/** The readings that are used unless others are chosen. */
export const defaultOrderRules: OrderRules = { reportOkGate: "named-cards" };
