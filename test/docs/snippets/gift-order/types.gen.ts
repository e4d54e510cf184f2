// Generated from test/fixtures/batch-schemas/gift-order.xsd (sha256 180f08261f4fa80eaefc82cf80be53e83e2c4d712bf69f1e6c9c03651bf58eb5).
// Do not edit: change the source and run `cardwright generate --xsd gift-order.xsd --out .`.

export interface Card {
  /** Form: `[0-9]{5,6}`. */
  readonly kind: string;
  /** Form: `[0-9]{2}`. */
  readonly run: string;
  /** Form: `[0-9]{10,16}`. */
  readonly number?: string;
  readonly load?: load;
  readonly owner?: owner;
  readonly greeting?: string;
}

export interface load {
  readonly currency: string;
  /** Decimal number as text. */
  readonly text: string;
}

export interface owner {
  readonly client?: string;
  readonly alias?: alias;
}

export interface alias {
  readonly scheme?: string;
  readonly text: string;
}

export interface giftOrder {
  readonly release: string;
  readonly sender: string;
}
