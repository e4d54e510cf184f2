/** An AMQP value together with its exact AMQP type, so that it is written back as it came. */
export interface Typed {
  readonly type: { readonly name: string; readonly typecode: number };
  readonly value: unknown;
  readonly descriptor?: Typed;
}
