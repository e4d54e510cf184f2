import { types } from "../amqp/codec.ts";
import type { DecodedMessage } from "../amqp/decoded-message.ts";
import type { BrokerError } from "../engine/broker-error.ts";
import type { Verdict } from "../security/sas-token.ts";
import type { Reply } from "./request-node.ts";
import { statusCodeOf } from "./status-code.ts";

/** Answers a `put-token` request of the claims-based security node. */
export function answerPutToken(
  request: DecodedMessage,
  verify: (token: string, type: string, audience: string) => Verdict,
): Reply {
  const { operation, name, type } = request.applicationProperties;
  if (operation !== "put-token" || typeof name !== "string" || typeof request.body !== "string") {
    return reply(400, "The request is not a put-token request.");
  }
  const verdict = verify(request.body, typeof type === "string" ? type : "", name);
  return "claim" in verdict ? reply(202, "Accepted") : reply(401, `Unauthorized access. ${verdict.refused}`);
}

/** The answer to a `put-token` request that is refused without a look at its token. */
export function refusePutToken(error: BrokerError): Reply {
  return reply(statusCodeOf(error.condition), error.description);
}

function reply(statusCode: number, statusDescription: string): Reply {
  return {
    properties: {
      "status-code": types.wrap_int(statusCode),
      "status-description": types.wrap_string(statusDescription),
    },
  };
}
