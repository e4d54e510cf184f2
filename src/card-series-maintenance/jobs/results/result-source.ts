/** A file that ORCE has left, by its name below `complete/`: `<fileset>/archived/<file>` or `<fileset>/failed/<file>`. */
export interface ResultFile {
  readonly name: string;
  readonly bytes: number | undefined;
}

/** Where results are collected from. */
export interface ResultSource {
  /** Lists what is there. */
  list(signal: AbortSignal | undefined): Promise<readonly ResultFile[]>;
  /** Reads a file. */
  read(name: string, signal: AbortSignal | undefined): Promise<AsyncIterable<Uint8Array>>;
}
