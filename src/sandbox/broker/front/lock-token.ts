// .NET writes the first three groups of a GUID with their bytes reversed; a delivery tag carries a lock token in that
// order.
const dotnetOrder = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];

/** The bytes of a UUID in its usual order, as `$management` carries lock tokens. */
export function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll("-", ""), "hex");
}

/** The text of a UUID given as bytes in its usual order. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The delivery tag that carries the lock token. */
export function deliveryTag(lockToken: string): Buffer {
  const bytes = uuidBytes(lockToken);
  return Buffer.from(dotnetOrder.map((index) => bytes[index] ?? 0));
}
