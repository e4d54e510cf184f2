import type { SpecFile } from "../../generated-file.ts";
import type { Direction } from "../model/contract.ts";
import type { Provenance } from "../model/schema.ts";

/** What a reader of AsyncAPI documents may be told. */
export interface ReadOptions {
  /** Formats that are neither known nor checked, but let pass as documentation. Default none. */
  readonly unverifiedFormats?: readonly string[];
  /**
   * Who wrote the document: `owner`, whose application the document describes (NGOC), or the production `partner`. Directions in
   * the model are always the partner's. Default `owner`.
   */
  readonly perspective?: Perspective;
  /**
   * What may be left out of the document to go on: JSON pointers, as problems name them, with `FILE#` before those into another
   * file. Only what makes the check more lenient is left out. Default nothing.
   */
  readonly accept?: readonly string[];
  /** Files to read instead of what the network would give, by URL. A URL that ends in `/` stands for a folder. Default none. */
  readonly refs?: { readonly [url: string]: string };
  /**
   * Which way messages travel that are part of no operation, by message key, type or pointer; `*` stands for all others. Seen
   * from the partner. Default none.
   */
  readonly directions?: { readonly [message: string]: Direction };
  /** The provenance of what the document says nothing about. Default `seen`: all of it is the vendor's word. */
  readonly assume?: Provenance;
  /** Annotations for a document that may not be edited: JSON pointers to schemas, and below each what begins with `x-`. */
  readonly overlay?: SpecFile;
  /** The directions of the contract in use, by message type, to notice a document whose directions look reversed. */
  readonly knownDirections?: { readonly [type: string]: Direction };
}

type Perspective = "owner" | "partner";
