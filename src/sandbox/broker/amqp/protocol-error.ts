/** A peer's breach of the protocol that ends its connection. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly condition: string;

  constructor(condition: string, description: string) {
    super(description);
    this.condition = condition;
  }
}
