import { types } from "../amqp/codec.ts";
import type { DecodedMessage } from "../amqp/decoded-message.ts";
import { EncodingError } from "../amqp/encoding-check.ts";
import type { Typed } from "../amqp/typed.ts";
import { BrokerError, type Condition } from "../engine/broker-error.ts";
import type { AccessRight } from "../security/access-key.ts";
import { managementOperations } from "./management-operations.ts";
import type { Entity } from "./namespace.ts";
import type { Reply } from "./request-node.ts";
import { statusCodeOf } from "./status-code.ts";

/** Answers one request to the management node of a queue. */
export function answerManagement(
  request: DecodedMessage,
  find: () => Entity,
  demand: (right: AccessRight) => void,
): Reply {
  try {
    const name = operationOf(request);
    const operation = Object.hasOwn(managementOperations, name) ? managementOperations[name] : undefined;
    if (operation === undefined) {
      throw new BrokerError("amqp:not-implemented", `The operation '${name}' is not emulated.`);
    }
    demand(operation.right);
    const body = operation.run(find().queue, bodyOf(request));
    if (body !== undefined) return reply(200, "OK", body);
    return withCondition(reply(204, "No Content"), operation.emptyCondition);
  } catch (error) {
    if (error instanceof BrokerError) return refuseManagement(error);
    if (error instanceof EncodingError) {
      const description = `The bytes are not an AMQP message: ${error.message}.`;
      return refuseManagement(new BrokerError("com.microsoft:argument-error", description));
    }
    // A request that breaks an assumption must not end its connection.
    return refuseManagement(
      new BrokerError("amqp:internal-error", error instanceof Error ? error.message : String(error)),
    );
  }
}

/** The name of the operation that a request asks for. */
export function operationOf(request: DecodedMessage): string {
  const operation = request.applicationProperties["operation"];
  return typeof operation === "string" ? operation : "";
}

function bodyOf(request: DecodedMessage): { readonly [name: string]: unknown } {
  const { body } = request;
  return typeof body === "object" && body !== null ? (body as { [name: string]: unknown }) : {};
}

/** The answer that refuses a request. */
export function refuseManagement(error: BrokerError): Reply {
  return withCondition(reply(statusCodeOf(error.condition), error.description), error.condition);
}

function withCondition(answer: Reply, condition: Condition | undefined): Reply {
  if (condition === undefined) return answer;
  return { ...answer, properties: { ...answer.properties, errorCondition: types.wrap_symbol(condition) } };
}

function reply(statusCode: number, statusDescription: string, body?: Typed): Reply {
  const properties = {
    statusCode: types.wrap_int(statusCode),
    statusDescription: types.wrap_string(statusDescription),
  };
  return body === undefined ? { properties } : { properties, body };
}
