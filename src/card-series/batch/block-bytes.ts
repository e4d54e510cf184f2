import { open } from "node:fs/promises";

/** Reads the bytes of a block as they stand in its file. */
export async function readBlockBytes(
  path: string,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<Buffer> {
  await using file = await open(path, "r");
  const bytes = Buffer.alloc(end - start);
  await file.read(bytes, 0, bytes.length, start);
  return bytes;
}
