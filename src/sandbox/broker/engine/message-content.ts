/** The content of a message as a queue uses it: its size, and a copy with changed properties. */
export interface MessageContent {
  /** The size that counts against the limits of the queue. */
  readonly bytes: number;
  /** The same content with these application properties set. */
  withProperties(changes: ReadonlyMap<string, unknown>): MessageContent;
  /** The same content with this annotation set. */
  withAnnotation(name: string, value: unknown): MessageContent;
}
