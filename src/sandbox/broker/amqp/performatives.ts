import type { Typed } from "./typed.ts";

type Optional<T> = T | null | undefined;

/** Fields of `open`. */
export interface Open {
  readonly container_id: string;
  readonly hostname: Optional<string>;
  readonly max_frame_size: Optional<number>;
  readonly idle_time_out: Optional<number>;
}

/** Fields of `begin`. */
export interface Begin {
  readonly next_outgoing_id: number;
  readonly incoming_window: number;
}

/** Fields of `attach`; `role` is true when the peer receives. */
export interface Attach {
  readonly name: string;
  readonly handle: number;
  readonly role: boolean;
  readonly snd_settle_mode: Optional<number>;
  readonly rcv_settle_mode: Optional<number>;
  readonly source: unknown;
  readonly target: unknown;
  readonly initial_delivery_count: Optional<number>;
  readonly properties: Optional<{ readonly [name: string]: unknown }>;
}

/** Fields of `flow`. */
export interface Flow {
  readonly next_incoming_id: Optional<number>;
  readonly incoming_window: number;
  readonly handle: Optional<number>;
  readonly delivery_count: Optional<number>;
  readonly link_credit: Optional<number>;
  readonly drain: Optional<boolean>;
  readonly echo: Optional<boolean>;
}

/** Fields of `transfer`. */
export interface Transfer {
  readonly handle: number;
  readonly delivery_id: Optional<number>;
  readonly message_format: Optional<number>;
  readonly settled: Optional<boolean>;
  readonly more: Optional<boolean>;
  readonly aborted: Optional<boolean>;
}

/** Fields of `disposition`; `role` is true when the peer receives. */
export interface Disposition {
  readonly role: boolean;
  readonly first: number;
  readonly last: Optional<number>;
  readonly settled: Optional<boolean>;
  readonly state: Optional<Typed>;
}

/** Fields of `detach`. */
interface Detach {
  readonly handle: number;
  readonly closed: Optional<boolean>;
}

/** Fields of the first frame of a SASL client. */
export interface SaslInit {
  readonly mechanism: string;
  readonly initial_response: Optional<Buffer>;
}

/** One decoded frame body, discriminated by `kind`. */
export type Performative =
  | { readonly kind: "open"; readonly fields: Open }
  | { readonly kind: "begin"; readonly fields: Begin }
  | { readonly kind: "attach"; readonly fields: Attach }
  | { readonly kind: "flow"; readonly fields: Flow }
  | { readonly kind: "transfer"; readonly fields: Transfer }
  | { readonly kind: "disposition"; readonly fields: Disposition }
  | { readonly kind: "detach"; readonly fields: Detach }
  | { readonly kind: "end"; readonly fields: object }
  | { readonly kind: "close"; readonly fields: object }
  | { readonly kind: "sasl_init"; readonly fields: SaslInit }
  | { readonly kind: "sasl_response"; readonly fields: object };
