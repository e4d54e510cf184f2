import { open } from "node:fs/promises";
import { localName } from "../../../xml/schema-model.ts";
import type { BatchContract } from "../../contract/batch-contract.ts";

// A file without blocks is short: a declaration, comments and the root.
const maxBytes = 65_536;

/**
 * Returns whether a file is a complete document without a block. The schema requires a block, so
 * such a file cannot be read as a batch; as a failures file it means that nothing failed. An empty or cut off file is
 * not one.
 */
export async function isEmptyBatch(path: string, { schema }: BatchContract): Promise<boolean> {
  await using file = await open(path, "r");
  const bytes = Buffer.alloc(maxBytes);
  const { bytesRead } = await file.read(bytes, 0, maxBytes, 0);
  // All that matters is ASCII: in UTF-8 and ISO-8859-1 as it is, in UTF-16 with a zero byte beside each character.
  const text = bytes.toString("latin1", 0, bytesRead).replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)|\0/g, "");
  const bare = text.replace(/<\?.*?\?>|<!--.*?-->/gs, "").trim();
  const [, root = "", content = ""] = /^<([^\s<>/]+)(?:\s[^<>]*)?(?:\/>|>(.*)<\/\1\s*>)$/s.exec(bare) ?? [];
  if (withoutPrefix(root) !== localName(schema.root)) return false;
  if (schema.envelope === undefined) return content.trim() === "";
  // What stands around the blocks may be there, but no block.
  const tags = content.matchAll(/<([^\s<>/!?]+)/g);
  return tags.every(([, tag = ""]) => withoutPrefix(tag) !== localName(schema.record));
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
