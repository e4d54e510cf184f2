/** How binding a rule is, as in RFC 2119. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** How sure we are of a rule: a vendor says so, it follows from what a vendor says, or it is our guess. */
export type RuleProvenance = "seen" | "inferred" | "assumed";

/** The groups of scenarios, in the order in which they run. */
export const groups = [
  "connect",
  "report",
  "gate",
  "shipping",
  "errors-in",
  "errors-out",
  "exactly-once",
  "tolerance",
  "order",
  "load",
  "hygiene",
] as const;
export type Group = (typeof groups)[number];

/** What an application has to be able to do for a scenario to apply; see `Profile`. */
export type Capability =
  | "shipping"
  | "partialDeliveries"
  | "accessories"
  | "corrections"
  | "durable"
  | "reportOkGateAllProduced";

/** What the application sends. */
export type PartnerMessageKind = "produced" | "shipped" | "error";

/** How a request is made wrong, without naming a field of a contract. */
export type Damage =
  | "not-json"
  | "empty-body"
  | "empty-object"
  | "list"
  | "null"
  | "truncated"
  | "not-utf8"
  | "without-card-id"
  | "without-shipment-id"
  | "card-id-number"
  | "shipment-id-object"
  | "unknown-type"
  | "no-type"
  | "wrong-direction";

/** How a valid message is made unusual, so that a tolerant application still takes it. */
export type Oddity =
  | "unknown-field"
  | "unknown-nested-field"
  | "no-content-type"
  | "other-content-type"
  | "extra-properties"
  | "upper-case-id"
  | "spaces"
  | "long-texts"
  | "unicode";

/** One thing that the kit does or waits for. Cards and shipments are short names; the kit makes unique ids of them. */
export type Step =
  | {
      readonly do: "request";
      readonly card: string;
      readonly shipment: string;
      /** Whose order it is. Default: the one end customer of the case. */
      readonly organisation?: string;
      readonly fields?: readonly string[];
      readonly accessories?: readonly { readonly id: string; readonly quantity: number }[];
      readonly damage?: Damage;
      readonly odd?: Oddity;
      /** Sends the message that many times, with the same id; needs `beyondWindow` to pass the queue's own filter. */
      readonly times?: number;
      /** Each further sending gets an id of its own. */
      readonly newIds?: boolean;
    }
  | { readonly do: "requests"; readonly count: number; readonly shipments: number }
  | {
      readonly do: "expect";
      readonly message: PartnerMessageKind;
      readonly card?: string;
      readonly shipment?: string;
      readonly count?: number;
      readonly rule: string;
    }
  | { readonly do: "expect-all"; readonly message: "produced" | "shipped"; readonly rule: string }
  | {
      readonly do: "expect-nothing";
      readonly message: PartnerMessageKind;
      readonly card?: string;
      readonly rule: string;
    }
  | { readonly do: "consumed" }
  | {
      readonly do: "answer";
      readonly message: "produced" | "shipped";
      readonly card?: string;
      readonly as?: "ok" | "error";
    }
  | {
      readonly do: "send";
      readonly what: "error" | "report-ok" | "shipped-ok" | "error-garbage" | "error-unknown-code";
      readonly card: string;
      readonly shipment: string;
      readonly times?: number;
    }
  | {
      readonly do: "fault";
      readonly on: "send" | "deliver" | "settle";
      readonly effect: FaultEffect;
      readonly times?: number;
    }
  | { readonly do: "broker"; readonly action: "drop-connections" | "close-links" | "expire-locks" }
  | { readonly do: "restart"; readonly how: "stop" | "kill"; readonly afterMs?: number | "random" }
  | { readonly do: "stop" | "start" };

/** A fault of the queue. */
export type FaultEffect =
  | "busy"
  | "lose"
  | "lose-answer"
  | "twice"
  | "reorder"
  | "drop-connection"
  | "close-link"
  | "drop-connection-after"
  | "close-link-after";

/** How the kit's NGOC answers by itself. */
export type Answering = "ok" | "hold" | "refuse-once" | "ok-twice";

/** One scenario: data alone. */
export interface Scenario {
  /** Short and stable, such as `GATE-2`. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly needs?: readonly Capability[];
  readonly answers?: { readonly produced?: Answering; readonly shipped?: Answering };
  readonly steps: readonly Step[];
  /** Rules over everything that the application sent, beside those that hold in each scenario. */
  readonly rules?: readonly string[];
}
