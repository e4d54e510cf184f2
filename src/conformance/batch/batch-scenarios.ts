/** One card that the generator is asked for. What is `undefined` is not given to it. */
export interface WantedCard {
  readonly cardPrefix: string;
  readonly cardSeriesSequence: string;
  readonly customerId?: string;
  readonly typeCode?: string;
  readonly alternateId?: string;
  readonly currency?: string;
  readonly amount?: string;
}

/** The groups of scenarios for batch files. */
export const batchGroups = ["blocks", "customers", "values", "resubmission"] as const;

/** The name of a group of scenarios for batch files. */
export type BatchGroup = (typeof batchGroups)[number];

/** One scenario for a generator of batch files: data alone. */
export interface BatchScenario {
  readonly id: string;
  readonly title: string;
  readonly group: BatchGroup;
  readonly cards: readonly WantedCard[];
  /** In each round, ORCE refuses these cards, and the generator is asked to send again what failed. */
  readonly rounds?: readonly (readonly number[])[];
}

const series = { cardPrefix: "12345", cardSeriesSequence: "01" };
const card = (at: number, more: Partial<WantedCard> = {}): WantedCard => ({
  ...series,
  customerId: `CUST-${String(at).padStart(4, "0")}`,
  ...more,
});
const cards = (count: number, more: Partial<WantedCard> = {}): readonly WantedCard[] =>
  Array.from({ length: count }, (_, at) => card(at + 1, more));
const alternate = (at: number, typeCode = "XSTORE_ID"): WantedCard => ({
  ...series,
  typeCode,
  alternateId: `ALT-${at}`,
});
const other = { cardSeriesSequence: "02" };

/** All scenarios for a generator of batch files. */
export const batchScenarios: readonly BatchScenario[] = [
  { id: "BLOCK-1", title: "One card", group: "blocks", cards: cards(1) },
  { id: "BLOCK-2", title: "Three cards of one series", group: "blocks", cards: cards(3) },
  { id: "BLOCK-3", title: "A thousand cards", group: "blocks", cards: cards(1000) },
  {
    id: "BLOCK-4",
    title: "Cards of two series are not in one file",
    group: "blocks",
    cards: [card(1), card(2, other), card(3), card(4, other)],
  },
  {
    id: "BLOCK-5",
    title: "Cards of two prefixes are not in one file",
    group: "blocks",
    cards: [card(1), card(2, { cardPrefix: "54321" }), card(3)],
  },
  { id: "CUST-1", title: "A customer by CustomerID", group: "customers", cards: cards(1) },
  { id: "CUST-2", title: "A customer by AlternateID and TypeCode", group: "customers", cards: [alternate(1)] },
  {
    id: "CUST-3",
    title: "A customer with both: the CustomerID takes precedence",
    group: "customers",
    cards: [{ ...alternate(1), customerId: "CUST-0001" }],
  },
  { id: "CUST-4", title: "A card without a customer", group: "customers", cards: [series] },
  {
    id: "CUST-5",
    title: "All kinds of customers in one file",
    group: "customers",
    cards: [
      card(1),
      alternate(2),
      series,
      alternate(3, "TWCUSTID"),
      card(4, { typeCode: "XSTORE_ID", alternateId: "A" }),
    ],
  },
  {
    id: "CUST-6",
    title: "Ids with leading zeros, blanks and markup",
    group: "customers",
    cards: [
      card(1, { customerId: "000123" }),
      card(1, { customerId: `A&B <C> "D" 'E'` }),
      card(1, { customerId: "Åsa Østergård" }),
      { ...series, typeCode: "XSTORE_ID", alternateId: "x]]>y" },
    ],
  },
  { id: "VAL-1", title: "A prefix with leading zeros", group: "values", cards: cards(2, { cardPrefix: "00123" }) },
  {
    id: "VAL-2",
    title: "A series with a leading zero",
    group: "values",
    cards: cards(2, { cardSeriesSequence: "07" }),
  },
  {
    id: "VAL-3",
    title: "Amounts with decimals",
    group: "values",
    cards: ["100", "25.50", "0.10", "1234567.89"].map((amount, at) => card(at + 1, { currency: "USD", amount })),
  },
  { id: "VAL-4", title: "A card without an amount", group: "values", cards: cards(1) },
  {
    id: "SEND-1",
    title: "Two of five cards failed",
    group: "resubmission",
    cards: cards(5),
    rounds: [[1, 3]],
  },
  {
    id: "SEND-2",
    title: "Nothing failed: nothing is sent again",
    group: "resubmission",
    cards: cards(3),
    rounds: [[]],
  },
  { id: "SEND-3", title: "All cards failed", group: "resubmission", cards: cards(3), rounds: [[0, 1, 2]] },
  {
    id: "SEND-4",
    title: "Cards of two files failed",
    group: "resubmission",
    cards: [card(1), card(2, other), card(3), card(4, other)],
    rounds: [[0, 3]],
  },
  {
    id: "SEND-5",
    title: "A card fails twice",
    group: "resubmission",
    cards: [...cards(3), alternate(4)],
    rounds: [[1, 3], [3]],
  },
];
