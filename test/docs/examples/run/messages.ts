import assert from "node:assert/strict";
import { builtInContract, InvalidMessageError, MemoryLedger, ProductionPartnerClient } from "cardwright";
import {
  answerIdOf,
  createMessage,
  createMessageId,
  encodeMessage,
  messageIdText,
  messageTable,
} from "cardwright/messages";
import { ProductionPartnerSandbox } from "cardwright/sandbox";

// example: createMessageId, answerIdOf
const messageId = createMessageId(); // a UUID of version 7, in the order of creation
assert.notEqual(answerIdOf(messageId), messageId); // the same for the same question, so that an answer goes out once
assert.equal(answerIdOf(messageId), answerIdOf(messageId));

// example: messageIdText
assert.equal(messageIdText(7), "7"); // AMQP allows numbers and bytes, too
assert.equal(messageIdText(undefined), undefined);

// example: InvalidMessageError
const report = { organisationId: "ORG-1", shipmentId: "SHIP-1", cardId: "", reportData: {} };
try {
  encodeMessage(createMessage("EXTERNAL_PRODUCTION_CARD_PRODUCED", report));
} catch (error) {
  assert.ok(error instanceof InvalidMessageError);
  for (const { path, expected } of error.issues) console.log(path, expected);
}

// example: messageTable, builtInContract
assert.ok("EXTERNAL_PRODUCTION_SHIPPED" in messageTable);
assert.equal(builtInContract.messages, messageTable);

// example: MemoryLedger, ClientQuarantine, DeadLetters
await using sandbox = await ProductionPartnerSandbox.start();
const ledger = new MemoryLedger(); // the default: it forgets with the process
await using client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
await client.start();
const { items } = await client.quarantine.list();
for (const { id } of items) await client.quarantine.dismiss(id);
for (const { sequenceNumber, reason } of await client.deadLetters.list()) {
  console.log(sequenceNumber, reason);
  await client.deadLetters.handle(sequenceNumber);
}
