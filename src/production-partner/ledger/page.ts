/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass it as `after` to get the next page; absent at the end. */
  readonly next?: string;
}

/** The part of a list to return. */
export interface PageOptions {
  /** The maximum number of items, 1 to 1000. Default 100. */
  readonly limit?: number;
  /** `next` of the previous page. Default: from the start. */
  readonly after?: string;
}
