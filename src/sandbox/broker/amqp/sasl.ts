import { encodeSaslFrame } from "./codec.ts";
import type { SaslInit } from "./performatives.ts";

const saslOk = 0;
const saslAuthFailed = 1;

// MSSBCBS is Microsoft's name for "I authenticate over $cbs"; its Python and .NET clients insist on it.
const claimsBased = ["MSSBCBS", "ANONYMOUS", "EXTERNAL"];

/** The frame that offers the mechanisms. */
export function saslMechanisms(): Buffer {
  return encodeSaslFrame("sasl_mechanisms", { sasl_server_mechanisms: [...claimsBased, "PLAIN"] });
}

/**
 * Answers the client's choice of a mechanism.
 *
 * `verifyPlain` gets key name and key of PLAIN; the other mechanisms do not authenticate and leave that to `$cbs`.
 */
export function answerSaslInit(
  init: SaslInit,
  verifyPlain: (keyName: string, key: string) => boolean,
): { readonly ok: boolean; readonly frame: Buffer } {
  const ok = init.mechanism === "PLAIN" ? plainIsRight(init, verifyPlain) : claimsBased.includes(init.mechanism);
  return { ok, frame: encodeSaslFrame("sasl_outcome", { code: ok ? saslOk : saslAuthFailed }) };
}

function plainIsRight(init: SaslInit, verifyPlain: (keyName: string, key: string) => boolean): boolean {
  const [, keyName, key] = (init.initial_response ?? Buffer.alloc(0)).toString("utf8").split("\0");
  return keyName !== undefined && key !== undefined && verifyPlain(keyName, key);
}
