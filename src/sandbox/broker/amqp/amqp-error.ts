/** An AMQP error as it goes over the wire. */
export interface AmqpError {
  readonly condition: string;
  readonly description?: string;
}

/**
 * The fields of an error for a frame, which the codec copies one by one: an `Error` would bring too many or too few.
 */
export function errorFields(error: AmqpError | undefined): { readonly error?: AmqpError } {
  if (error === undefined) return {};
  const { condition, description } = error;
  return { error: description === undefined ? { condition } : { condition, description } };
}
