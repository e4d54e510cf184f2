import { hash } from "node:crypto";
import type { KnownCard, ShippedPart } from "../contract/binding.ts";
import type { CardProducedReport, ShippedReport } from "../contract/reports.ts";

/**
 * Returns a digest of the report of a card, which identifies a later report with the same content. It is stored, so it
 * must be the same in every version of this package.
 *
 * The time of production does not count: a handler that runs again after a crash reads the clock again.
 *
 * @param type the message type that the contract in use has for it
 */
export function digestOfCardProduced(
  type: string,
  { organisationId, shipmentId }: KnownCard,
  { produced: _clock, ...said }: CardProducedReport,
): string {
  return digestOf({ type, organisationId, shipmentId }, said);
}

/**
 * Returns a digest of what is reported as shipped of one shipment, as {@link digestOfCardProduced} does; `undefined` for
 * accessories alone, whose next parcel may have the same content as the one before.
 */
export function digestOfShipped(
  type: string,
  { organisationId, shipmentId, cardIds, accessories }: ShippedPart,
  { shipped: _clock, cardIds: _allCards, accessories: _allAccessories, ...said }: ShippedReport,
): string | undefined {
  if (cardIds.length === 0) return undefined;
  const quantities = Object.fromEntries(accessories.map(({ accessoryId, quantity }) => [accessoryId, quantity]));
  const content = { ...said, cardIds: [...cardIds].sort(), accessories: quantities };
  return digestOf({ type, organisationId, shipmentId }, content);
}

function digestOf(about: object, content: object): string {
  // A contract's own field may have the name of one of ours.
  const isClash = Object.keys(content).some((field) => Object.hasOwn(about, field));
  const text = JSON.stringify(sorted(isClash ? { ...about, content } : { ...about, ...content }));
  return hash("sha256", text, "base64");
}

/** The order of the fields of an object has no meaning. */
function sorted(value: unknown): unknown {
  // What writes itself as JSON, such as a date, is text there.
  if (typeof value !== "object" || value === null || "toJSON" in value) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = value as { readonly [name: string]: unknown };
  return Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((name) => [name, sorted(fields[name])]),
  );
}
