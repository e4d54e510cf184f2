import { type FileHandle, open } from "node:fs/promises";
import { decodeText } from "../../xml/decode-text.ts";
import { detectEncoding, type XmlEncoding } from "../../xml/xml-encoding.ts";

// The declaration is looked for in 1,024 characters, of two bytes each in UTF-16 and after a mark of up to four.
const maxDeclarationBytes = 2_052;

/** Reads the text of blocks unchanged from their file, which was read as a batch file before. */
export class BlockSource implements AsyncDisposable {
  readonly #file: FileHandle;
  #encoding: XmlEncoding["name"] | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens the file for reading. */
  static async open(path: string): Promise<BlockSource> {
    return new BlockSource(await open(path, "r"));
  }

  /** Returns the text between two offsets in bytes, decoded as the file declares. */
  async read({ start, end }: { readonly start: number; readonly end: number }): Promise<string> {
    this.#encoding ??= detectEncoding(await this.#bytes(0, maxDeclarationBytes), true)?.name ?? "UTF-8";
    return decodeText(await this.#bytes(start, end), this.#encoding);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }

  async #bytes(start: number, end: number): Promise<Buffer> {
    const bytes = Buffer.alloc(end - start);
    const { bytesRead } = await this.#file.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  }
}
