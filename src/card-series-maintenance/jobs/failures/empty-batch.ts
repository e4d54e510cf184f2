import { open } from "node:fs/promises";

// What can stand around the root of a file that has no blocks is short.
const longest = 65_536;

/**
 * Whether a file is a whole CardSeriesMaintenance document that holds no block. The schema asks for one at least, so such a file cannot be
 * read as a batch; as a failures file it says that nothing failed. An empty or cut off file is not one.
 */
export async function isEmptyBatch(path: string): Promise<boolean> {
  await using file = await open(path, "r");
  const bytes = Buffer.alloc(longest);
  const { bytesRead } = await file.read(bytes, 0, longest, 0);
  // All that matters is ASCII: in UTF-8 and ISO-8859-1 as it is, in UTF-16 with a zero byte beside each character.
  const text = bytes.toString("latin1", 0, bytesRead).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\0/g, "");
  const bare = text.replace(/<\?.*?\?>|<!--.*?-->/gs, "").trim();
  return /^<CardSeriesMaintenance(?:\s[^<>]*)?(?:\/>|>\s*<\/CardSeriesMaintenance\s*>)$/.test(bare);
}
