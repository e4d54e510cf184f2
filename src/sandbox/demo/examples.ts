import { readdirSync, readFileSync } from "node:fs";
import type { MessageType } from "../../production-partner/messages/index.ts";

const root = new URL("../../../spec/examples/production-partner/", import.meta.url);

/** The payloads of a message type's good samples in `spec/examples`, and of the bad ones that a receiver refuses. */
export function examplesOf(type: MessageType): { readonly good: readonly unknown[]; readonly bad: readonly unknown[] } {
  const folder = new URL(`${type.toLowerCase().replaceAll("_", "-")}/`, root);
  const read = (prefix: string) =>
    readdirSync(folder)
      .filter((file) => file.startsWith(prefix))
      .sort()
      .map((file): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  return {
    good: read("good-"),
    bad: read("bad-")
      .filter((sample) => (sample as { only?: string }).only !== "strict")
      .map((sample) => (sample as { payload: unknown }).payload),
  };
}
