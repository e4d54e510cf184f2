import { existsSync, readdirSync, readFileSync } from "node:fs";

const root = new URL("../../../spec/examples/production-partner/", import.meta.url);

/** The payloads of a message type's samples in `spec/examples`, by what they are samples of. */
export function examplesOf(type: string): { readonly good: readonly unknown[]; readonly bad: readonly unknown[] } {
  const folder = new URL(`${folderName(type)}/`, root);
  if (!existsSync(folder)) return { good: [], bad: [] };
  const read = (prefix: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith(prefix))
      .sort()
      .map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  return { good: read("good-"), bad: read("bad-").map((sample) => (sample as { payload: unknown }).payload) };
}

function folderName(type: string): string {
  return type
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll(/[^A-Za-z0-9]+/g, "-")
    .toLowerCase();
}
