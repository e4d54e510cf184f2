/** Returns whether two JSON values are equal: arrays in order, objects in any order, numbers by value. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isEqual(item, right[index]));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  const [a, b] = [left as { [key: string]: unknown }, right as { [key: string]: unknown }];
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}
