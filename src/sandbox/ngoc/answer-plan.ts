/**
 * How the simulated NGOC answers one notification.
 *
 * - `rule`: as the rules decide, immediately
 * - `accept`: with Report OK or Shipped OK, even if a rule is broken
 * - `refuse`: with an Error Notification; the notification has no effect
 * - `silent`: not at all, although the notification has its effect
 * - `late`: as the rules decide, after a time of the clock
 * - `twice`: as the rules decide, and once more with another messageId
 * - `out-of-order`: as the rules decide, after the next answer
 * - `hold`: not until `answerHeld` is called, which decides
 */
export type AnswerPlan =
  | { readonly kind: "rule" | "accept" | "silent" | "twice" | "out-of-order" | "hold" }
  | { readonly kind: "refuse"; readonly errorCode: string; readonly details: string }
  | { readonly kind: "late"; readonly ms: number };
