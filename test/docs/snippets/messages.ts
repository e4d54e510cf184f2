import { createMessage, decodeMessage, encodeMessage } from "cardwright/messages";

const message = createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", {
  organisationId: "ORG-1",
  shipmentId: "SHIP-1",
  cardId: "CARD-1",
  reportData: { MIFARE_UID: "04A2B6C1" },
});
const encoded = encodeMessage(message); // { subject, messageId, contentType, body }: the message in the queue

const decoded = decodeMessage({
  subject: "EXTERNAL_PRODUCTION_REQUEST_SENT",
  messageId: "1",
  body: '{"shipmentId": 7}',
});
if (!decoded.ok) {
  for (const { message } of decoded.invalid.issues) console.log(message); // three lines; the last: /shipmentId: expected a string
} else if (decoded.message.type === "EXTERNAL_PRODUCTION_REQUEST_SENT") {
  console.log(decoded.message.payload.card.cardId); // the payload is narrowed by the type
}
console.log(encoded.subject);
