export { validateTolerantExternalProductionRequestSent } from "../../../generated/messages/external-production-request-sent.gen.ts";
