import { defaultOrderRules, type OrderRules } from "../../production-partner/orders/order-rules.ts";

/** How strictly the simulated NGOC judges, where the Production Partner guide can be read in more than one way. */
export interface Judgement extends OrderRules {
  /**
   * Whether the values of readouts are checked, as the guide says ("validates the read outs (e.g. a chip ID)"). What makes
   * one valid is not published: `strict` (the default, assumed) refuses an empty value, and one chip id on two cards;
   * `lenient` looks only whether the fields are there.
   */
  readonly readouts: "strict" | "lenient";
  /** The names of the readouts that are unique to a card. Default (assumed): names that end in UID, CHIP_ID or chipId. */
  readonly uniqueReadouts: RegExp;
  /**
   * When Shipped OK is sent: for every Shipped Notification (the default, inferred), or once, when all cards and accessories
   * of the shipment have been shipped ("one message per shipment", the guide).
   */
  readonly shippedOk: "per-notification" | "per-shipment";
}

/** The readings that are used unless others are chosen. */
export const defaultJudgement: Judgement = {
  ...defaultOrderRules,
  readouts: "strict",
  uniqueReadouts: /(?:UID|CHIP_?ID)$/i,
  shippedOk: "per-notification",
};
