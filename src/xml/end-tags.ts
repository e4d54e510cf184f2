import { EndTag } from "./end-tag.ts";
import type { Prefixes } from "./prefix-bytes.ts";
import type { RecordFormat } from "./record-format.ts";
import { localName, namespaceOf } from "./schema-model.ts";

/** Finds the end tags of records in bytes, of whichever kind. */
export class EndTags {
  /** The one that was found last comes first: most records have the kind of their neighbours. */
  readonly #tags: EndTag[];
  /** The length of the longest up to the end of its name, in bytes. */
  readonly length: number;

  constructor(
    { record, recordTag, kinds }: Pick<RecordFormat<unknown>, "record" | "recordTag" | "kinds">,
    prefixes?: Prefixes,
  ) {
    const records = kinds?.map((kind) => ({ name: kind.record, tag: localName(kind.record) })) ?? [
      { name: record, tag: recordTag },
    ];
    this.#tags = records.map(({ name, tag }) => {
      const prefix = prefixes?.get(namespaceOf(name)) ?? "";
      return new EndTag(prefix === "" ? tag : `${prefix}:${tag}`);
    });
    this.length = Math.max(...this.#tags.map(({ length }) => length));
  }

  /** Returns the start of the first one from a place on; -1 if there is none. */
  next(bytes: Buffer, from: number): number {
    let found = -1;
    let first = 0;
    for (const [i, tag] of this.#tags.entries()) {
      const at = tag.next(found < 0 ? bytes : bytes.subarray(0, found), from);
      if (at < 0) continue;
      found = at;
      first = i;
    }
    this.#bringForward(first);
    return found;
  }

  /** Returns the start of the last one between two places; -1 if there is none. */
  last(bytes: Buffer, from: number, to: number): number {
    let found = -1;
    let first = 0;
    for (const [i, tag] of this.#tags.entries()) {
      const at = tag.last(bytes, found < 0 ? from : found + 1, to);
      if (at < 0) continue;
      found = at;
      first = i;
    }
    this.#bringForward(first);
    return found;
  }

  #bringForward(place: number): void {
    if (place > 0) this.#tags.unshift(...this.#tags.splice(place, 1));
  }
}
