// Copied from codegen/runtime/length.ts.
// Do not edit: change the source and run `npm run generate`.

/** Counts the characters of a text as JSON Schema does: code points, so a character outside the basic plane counts once. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      length--;
      index++;
    }
  }
  return length;
}
