/** Returns whether a text has fewer characters than `limit`, counting code points as JSON Schema does. */
export function isShorterThan(text: string, limit: number): boolean {
  // A code point is one or two code units, so most texts need no counting.
  if (text.length < limit) return true;
  return text.length < 2 * limit && lengthOf(text) < limit;
}

/** Returns whether a text has more characters than `limit`, counting code points as JSON Schema does. */
export function isLongerThan(text: string, limit: number): boolean {
  return text.length > limit && (text.length > 2 * limit || lengthOf(text) > limit);
}

function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length--;
      index++;
    }
  }
  return length;
}
