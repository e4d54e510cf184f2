export { validateReceivedExternalProductionRequestSent } from "../../../generated/messages/external-production-request-sent.gen.ts";
