import { CardNumber } from "../../card-series-maintenance/numbering/card-number.ts";
import { CardwrightError } from "../../errors/cardwright-error.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { isAmount } from "./decimal.ts";
import type {
  OrceCardType,
  OrceConfiguration,
  OrceCustomer,
  OrceProgram,
  OrceSeries,
  OrceSetup,
} from "./orce-setup.ts";

/**
 * Refuses a setup that no ORCE can have. What the error table of ORCE's guide has a code for, such as a series without
 * batches, is allowed.
 *
 * @throws ConfigurationError `ORCE_SETUP`, which names the place in the setup and no value of it.
 */
export function checkSetup({ cardTypes, series, customers, configuration = {}, accounts = [] }: OrceSetup): void {
  for (const [index, cardType] of cardTypes.entries()) checkCardType(cardType, `cardTypes[${index}]`);
  checkUnique(
    cardTypes.map(({ prefix }) => prefix),
    "cardTypes",
    "prefix",
  );
  for (const [index, one] of series.entries()) checkSeries(one, configuration, `series[${index}]`);
  checkUnique(
    series.map((one) => `${one.prefix}-${one.series}`),
    "series",
    "prefix and number",
  );
  if (typeof customers !== "function") checkCustomers(customers);
  checkConfiguration(configuration);
  for (const [index, { cardNumber, balance, activatedAt }] of accounts.entries()) {
    const at = `accounts[${index}]`;
    check(isCardNumber(cardNumber), `${at}.cardNumber`, "at most one prefix character and 10 to 16 digits");
    check(isAmount(balance), `${at}.balance`, "a decimal text that is not negative");
    checkDate(activatedAt, `${at}.activatedAt`);
  }
  checkUnique(
    accounts.map(({ cardNumber, kind }) => `${kind} ${cardNumber}`),
    "accounts",
    "card number and kind",
  );
}

function checkCardType({ prefix, programs, eligibilityStart }: OrceCardType, at: string): void {
  checkPrefix(prefix, at);
  checkDate(eligibilityStart, `${at}.eligibilityStart`);
  for (const [index, program] of programs.entries()) checkProgram(program, `${at}.programs[${index}]`);
  checkUnique(
    programs.map(({ kind }) => kind),
    `${at}.programs`,
    "kind",
  );
}

function checkProgram(program: OrceProgram, at: string): void {
  const { kind, baseCurrency, effectiveDate, expiryDate, minActivationAmount, minBalance } = program;
  check(["tender", "award", "loyalty"].includes(kind), `${at}.kind`, "tender, award or loyalty");
  check(/^[A-Z]{3}$/.test(baseCurrency), `${at}.baseCurrency`, "three capital letters");
  checkDate(effectiveDate, `${at}.effectiveDate`);
  checkDate(expiryDate, `${at}.expiryDate`);
  const isInOrder = effectiveDate === undefined || expiryDate === undefined || effectiveDate <= expiryDate;
  check(isInOrder, `${at}.expiryDate`, "a date that is not before effectiveDate");
  for (const [name, amount] of Object.entries({ minActivationAmount, minBalance })) {
    if (amount === undefined) continue;
    check(kind === "tender", `${at}.${name}`, "no minimum: only tender programs have one");
    check(isAmount(amount), `${at}.${name}`, "a decimal text that is not negative");
  }
}

function checkSeries(one: OrceSeries, { batchInsideCardNumber }: OrceConfiguration, at: string): void {
  const { prefix, series, numberOfCards, batches, batchCount } = one;
  checkPrefix(prefix, at);
  check(/^(0[1-9]|[1-9][0-9])$/.test(series), `${at}.series`, "two digits from 01");
  check(isWithin(numberOfCards, 1, 999_999), `${at}.numberOfCards`, "an integer from 1 to 999999");
  check(
    batches.every((batch) => isWithin(batch, 1, 999)),
    `${at}.batches`,
    "integers from 1 to 999",
  );
  check(batches.length <= numberOfCards, `${at}.batches`, "at most one batch for each card");
  checkUnique(batches, `${at}.batches`, "number");
  if (batchCount === undefined) return;
  check(batchInsideCardNumber === true, `${at}.batchCount`, "none without batchInsideCardNumber");
  const most = Math.min(999, numberOfCards);
  check(isWithin(batchCount, Math.max(1, ...batches), most), `${at}.batchCount`, "no less than the last batch");
}

function checkCustomers(customers: readonly OrceCustomer[]): void {
  const alternates: string[] = [];
  for (const [index, { customerId, alternateIds = [] }] of customers.entries()) {
    check(customerId !== "", `customers[${index}].customerId`, "a text that is not empty");
    for (const [position, { typeCode, alternateId }] of alternateIds.entries()) {
      const at = `customers[${index}].alternateIds[${position}]`;
      check(typeCode !== "" && alternateId !== "", at, "a typeCode and an alternateId that are not empty");
      alternates.push(JSON.stringify([typeCode, alternateId]));
    }
  }
  checkUnique(
    customers.map(({ customerId }) => customerId),
    "customers",
    "customerId",
  );
  checkUnique(alternates, "customers", "alternate ID");
}

function checkConfiguration({
  cardNumberPrefixCharacter: prefix = "",
  cardNumberDigits = 16,
}: OrceConfiguration): void {
  check(isWithin(cardNumberDigits, 1, 99), "configuration.cardNumberDigits", "an integer from 1 to 99");
  const isOne = [...prefix].length !== 1 || isCardNumber(`${prefix}0123456789`);
  const wanted = "no digit, space or control character";
  check(isOne && !/[0-9]/.test(prefix), "configuration.cardNumberPrefixCharacter", wanted);
}

function checkPrefix(prefix: string, at: string): void {
  check(/^[0-9]{5,6}$/.test(prefix), `${at}.prefix`, "5 or 6 digits");
}

function checkDate(date: Date | undefined, at: string): void {
  check(date === undefined || !Number.isNaN(date.getTime()), at, "a valid date");
}

function checkUnique(values: readonly unknown[], at: string, what: string): void {
  check(new Set(values).size === values.length, at, `that no two have the same ${what}`);
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function isCardNumber(text: string): boolean {
  try {
    CardNumber.parse(text);
    return true;
  } catch (error) {
    if (error instanceof CardwrightError) return false;
    throw error;
  }
}

function check(isRight: boolean, at: string, expected: string): void {
  if (isRight) return;
  throw new ConfigurationError(`Invalid setup of the simulated ORCE at ${at}: expected ${expected}`, {
    code: "ORCE_SETUP",
    details: { at },
    help: "Correct the option setup of OrceSandbox.start: no ORCE can be set up like this.",
  });
}
