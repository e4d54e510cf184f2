import type {
  CustomerLookup,
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceExistingAccount,
  OrceProgram,
  OrceSeries,
  OrceSetup,
} from "./orce-setup.ts";

/** The identifier by which a request names its customer. */
export type CustomerKey = Parameters<CustomerLookup>[0];

/** A setup that is looked up in constant time. */
export class SetupIndex {
  readonly configuration: OrceConfiguration;
  readonly #cardTypes: ReadonlyMap<string, OrceCardType>;
  readonly #series: ReadonlyMap<string, OrceSeries>;
  readonly #accounts: ReadonlyMap<string, OrceExistingAccount>;
  readonly #lookUp: CustomerLookup;

  constructor({ cardTypes, series, customers, configuration = {}, accounts = [] }: OrceSetup) {
    this.configuration = configuration;
    this.#cardTypes = new Map(cardTypes.map((type) => [type.prefix, type]));
    this.#series = new Map(series.map((one) => [seriesKeyOf(one), one]));
    this.#accounts = new Map(accounts.map((account) => [accountKey(account.cardNumber, account.kind), account]));
    this.#lookUp = typeof customers === "function" ? customers : lookUpIn(customers);
  }

  cardType(prefix: string): OrceCardType | undefined {
    return this.#cardTypes.get(prefix);
  }

  series(key: string): OrceSeries | undefined {
    return this.#series.get(key);
  }

  /** The account that a card number has already. */
  account(cardNumber: string, kind: OrceProgram["kind"]): OrceExistingAccount | undefined {
    return this.#accounts.get(accountKey(cardNumber, kind));
  }

  /** The CustomerID of the customer who has the identifier. */
  customerId(key: CustomerKey): string | undefined {
    const found = this.#lookUp(key);
    if (found === undefined || found === false) return undefined;
    if (found !== true) return found.customerId;
    return "customerId" in key ? key.customerId : `${key.typeCode}/${key.alternateId}`;
  }
}

/** Returns a key of a series, from its prefix and number. */
export function seriesKeyOf(series: { readonly prefix: string; readonly series: string }): string {
  return `${series.prefix}-${series.series}`;
}

function accountKey(cardNumber: string, kind: OrceProgram["kind"]): string {
  return `${kind} ${cardNumber}`;
}

function lookUpIn(customers: readonly OrceCustomer[]): CustomerLookup {
  const byId = new Map(customers.map((customer) => [customer.customerId, customer]));
  const byAlternateId = new Map(
    customers.flatMap((customer) =>
      (customer.alternateIds ?? []).map(({ typeCode, alternateId }) => [
        JSON.stringify([typeCode, alternateId]),
        customer,
      ]),
    ),
  );
  return (key) =>
    "customerId" in key ? byId.get(key.customerId) : byAlternateId.get(JSON.stringify([key.typeCode, key.alternateId]));
}
