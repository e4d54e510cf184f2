// What a browser has, too: the entry `cardwright/messages` is bundled for pages.
const encoder = new TextEncoder();
const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** A text in UTF-8. */
export function utf8Of(text: string): Uint8Array {
  // Node's own is three times as fast, and a body is made for each message that is sent.
  return typeof Buffer === "undefined" ? encoder.encode(text) : Buffer.from(text);
}

/** Bytes as hexadecimal digits in lower case. */
export function hexOf(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += hexOfByte[byte];
  return hex;
}
