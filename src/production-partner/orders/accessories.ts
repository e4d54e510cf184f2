import type { OrderFacts } from "./facts.ts";
import { type AccessoryOrder, type AccessoryQuantity, accessoryKey } from "./order.ts";
import { maxQuantity } from "./unusable.ts";

/** What holds accessories of one shipment: a card, or a notice. */
interface Holder {
  readonly shipmentId: string;
  readonly accessories: readonly AccessoryQuantity[];
}

/** Adds the quantities of a card to the accessories that may be shipped. */
export function addAccessories(facts: OrderFacts, from: Holder): readonly AccessoryOrder[] {
  // More than can be counted was refused; here it can only come from requests that were decided at the same time.
  return changeEach(facts, from, (accessory, quantity) => ({
    ...accessory,
    ordered: Math.min(maxQuantity, accessory.ordered + quantity),
  }));
}

/** Takes the quantities of a card or a notice off the accessories of its shipment. */
export function takeOff(facts: OrderFacts, from: Holder, field: "ordered" | "announced"): readonly AccessoryOrder[] {
  return changeEach(facts, from, (accessory, quantity) => {
    // Shipped pieces stay ordered.
    const min = field === "ordered" ? accessory.announced : 0;
    return { ...accessory, [field]: Math.max(min, accessory[field] - quantity) };
  });
}

function changeEach(
  facts: OrderFacts,
  { shipmentId, accessories }: Holder,
  changeOne: (accessory: AccessoryOrder, quantity: number) => AccessoryOrder,
): readonly AccessoryOrder[] {
  const changed = new Map<string, AccessoryOrder>();
  for (const { accessoryId, quantity } of accessories) {
    const key = accessoryKey({ shipmentId, accessoryId });
    const accessory = changed.get(key) ?? facts.accessories.get(key);
    if (accessory !== undefined) changed.set(key, changeOne(accessory, quantity));
  }
  return [...changed.values()];
}
