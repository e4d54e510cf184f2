import { CardwrightError } from "../../../errors/cardwright-error.ts";

/** Decodes UTF-8, with or without a byte order mark; throws `INPUT_ENCODING` at the first byte that is not UTF-8. */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let offset = 0;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true });
      offset += chunk.length;
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (cause) {
    if (!(cause instanceof TypeError && "code" in cause && cause.code === "ERR_ENCODING_INVALID_ENCODED_DATA"))
      throw cause;
    throw new CardwrightError(`The input is not UTF-8: invalid bytes after byte ${offset}`, {
      code: "INPUT_ENCODING",
      details: { offset },
      help: "Save the file as UTF-8; in a spreadsheet, choose “CSV UTF-8”.",
    });
  }
}
