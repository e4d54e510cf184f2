import { type DecodedMessage, types } from "../amqp/codec.ts";
import type { Typed } from "../amqp/typed.ts";
import { BrokerError, type Condition } from "../engine/broker-error.ts";
import type { AccessRight } from "../security/access-key.ts";
import { managementOperations } from "./management-operations.ts";
import type { Entity } from "./namespace.ts";
import type { Reply } from "./request-node.ts";

const statusCodes: { readonly [condition in Condition]: number } = {
  "amqp:decode-error": 400,
  "amqp:internal-error": 500,
  "amqp:link:detach-forced": 500,
  "amqp:link:message-size-exceeded": 403,
  "amqp:not-allowed": 400,
  "amqp:not-found": 404,
  "amqp:not-implemented": 501,
  "amqp:resource-limit-exceeded": 403,
  "amqp:unauthorized-access": 401,
  "com.microsoft:argument-error": 400,
  "com.microsoft:message-lock-lost": 410,
  "com.microsoft:message-not-found": 404,
  "com.microsoft:server-busy": 503,
  "com.microsoft:session-cannot-be-locked": 410,
  "com.microsoft:session-lock-lost": 410,
  "com.microsoft:timeout": 408,
};

/** Answers one request to the management node of a queue. */
export function answerManagement(request: DecodedMessage, entity: Entity, demand: (right: AccessRight) => void): Reply {
  try {
    const name = String(request.application_properties?.["operation"] ?? "");
    const operation = managementOperations[name];
    if (operation === undefined) {
      throw new BrokerError("amqp:not-implemented", `The operation '${name}' is not emulated.`);
    }
    demand(operation.right);
    const body = operation.run(entity.queue, bodyOf(request));
    return body === undefined ? reply(204, "No Content") : reply(200, "OK", body);
  } catch (error) {
    if (error instanceof BrokerError) return refusal(error);
    // A request that breaks an assumption must not take its connection down.
    return refusal(new BrokerError("amqp:internal-error", error instanceof Error ? error.message : String(error)));
  }
}

function bodyOf(request: DecodedMessage): { readonly [name: string]: unknown } {
  const { body } = request;
  return typeof body === "object" && body !== null ? (body as { [name: string]: unknown }) : {};
}

function refusal(error: BrokerError): Reply {
  const answer = reply(statusCodes[error.condition], error.description);
  return { properties: { ...answer.properties, errorCondition: types.wrap_symbol(error.condition) } };
}

function reply(statusCode: number, statusDescription: string, body?: Typed): Reply {
  const properties = {
    statusCode: types.wrap_int(statusCode),
    statusDescription: types.wrap_string(statusDescription),
  };
  return body === undefined ? { properties } : { properties, body };
}
