/** An AMQP value together with its exact AMQP type, so that it is written back unchanged. */
export interface Typed {
  readonly type: { readonly name: string; readonly typecode: number };
  readonly value: unknown;
  readonly descriptor?: Typed;
}
