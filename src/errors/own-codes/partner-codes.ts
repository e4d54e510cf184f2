/** The Production Partner client: messages, order rules, ledger, queues. Codes that NGOC has too are explained there. */
export const partnerCodes = {
  ACCESSORY_INCOMPLETE: {
    cause: "A part of an accessory's open pieces is to be shipped, and the contract cannot say how many.",
    whatToDo: "Ship all pieces together.",
  },
  BUSY: {
    cause: "Service Bus is throttling requests.",
    whatToDo: "Nothing: the client tries again. If it lasts, ask the owner of the namespace for more throughput.",
    retryable: true,
  },
  CARD_REJECTED: {
    cause: "The request of this card was rejected, or withdrawn by NGOC.",
    whatToDo: "Do not report the card; wait for another request.",
  },
  CLOSED: {
    cause: "The client is closed.",
    whatToDo: "Create a new client.",
  },
  CONNECTION: {
    cause: "The connection to Service Bus failed or broke.",
    whatToDo: "Check the network, the host name, and the proxy. The client connects again by itself.",
    retryable: true,
  },
  CONNECTION_STRING: {
    cause: "A Service Bus connection string cannot be read.",
    whatToDo: "Use the form Endpoint=sb://HOST/;SharedAccessKeyName=NAME;SharedAccessKey=KEY.",
  },
  CREDENTIAL: {
    cause: "A queue has no credential.",
    whatToDo: "Set a TokenCredential, such as DefaultAzureCredential of @azure/identity, or a connection string.",
  },
  DATABASE: {
    cause: "The database cannot be used: it cannot be reached, is read-only, is full, or is another file.",
    whatToDo: "Check that it can be reached, is writable and has room; the cause has the database's own words.",
    retryable: true,
  },
  DATABASE_VALUE: {
    cause: "The database cannot store a value, however often it is tried.",
    whatToDo: "See the cause for the database's own words.",
  },
  DEAD_LETTER_TOLD: {
    cause: "NGOC was told that this message was not handled, and may have ordered again since.",
    whatToDo: "When you are sure that it has not, handle it with evenIfTold.",
  },
  DEAD_LETTER_UNKNOWN: {
    cause: "No dead letter has this sequence number: it was taken, or somebody else has it in hand.",
    whatToDo: "List the dead letters again.",
  },
  DUPLICATE_ITEM: {
    cause: "The same card or accessory stands twice in one notification.",
    whatToDo: "Name each card and accessory once.",
  },
  ENDPOINT: {
    cause: "A queue is configured neither by a connection string nor by a namespace.",
    whatToDo: "Set { connectionString, queue? } or { namespace, credential, queue }.",
  },
  ENDPOINT_MISSING: {
    cause: "One of the two queues is not configured.",
    whatToDo: "Pass the option that the message names, or set the environment variable.",
  },
  ERROR_ANSWERED: {
    cause: "A handler answers an Error Notification with an error: two systems that do would never stop.",
    whatToDo: "Do not reject messages of this type.",
  },
  HANDLER_FAILED: {
    cause: "The handler of a message failed on every delivery that the queue allows.",
    whatToDo: "Look at the problem that was reported for it; when it is corrected, handle the dead letter.",
  },
  HANDLER_MISSING: {
    cause: "A client without a handler for production requests was started.",
    whatToDo: "Call client.on before start.",
  },
  HANDLER_TWICE: {
    cause: "Two handlers were registered for one message type.",
    whatToDo: "Register one handler per message type.",
  },
  INVALID_PAYLOAD: {
    cause: "A message does not fit the contract.",
    whatToDo: "Correct what the issues name. If the contract is wrong, adopt the vendor's document.",
  },
  LEDGER_OPTION: {
    cause: "An option of the ledger has an invalid value.",
    whatToDo: "Set it as the message says.",
  },
  LOCK_LOST: {
    cause: "The lock of a message ended before it was settled; it is delivered again.",
    whatToDo: "Finish handling it before its lock expires; see handlerTimeoutMs.",
    retryable: true,
  },
  MESSAGE_REJECTED: {
    cause: "A handler rejected a message with an error code of its own.",
    whatToDo: "See the details for that code.",
  },
  MESSAGE_TOO_LARGE: {
    cause: "A message is larger than the queue allows.",
    whatToDo: "Send a smaller message: ship fewer cards with one notification.",
  },
  NOTHING_TO_SHIP: {
    cause: "A shipment is reported without a card and without an accessory.",
    whatToDo: "Pass at least one card id or accessory.",
  },
  NOT_JSON: {
    cause: "The body of a message is not JSON.",
    whatToDo: "The sender must correct it; the message is in the quarantine.",
  },
  NO_RECORDS: {
    cause: "The ledger in memory keeps no records of orders to look at.",
    whatToDo: "Open a ledger with openSqliteLedger or openPostgresLedger.",
  },
  NO_TRANSACTIONS: {
    cause: "The ledger cannot take part in a transaction of the application.",
    whatToDo: "Open a ledger with openSqliteLedger or openPostgresLedger.",
  },
  OPTION: {
    cause: "An option of the client is unknown or has an invalid value.",
    whatToDo: "Set it as the message says.",
  },
  ORDER_REFUSED: {
    cause: "A report breaks an order rule, so it was not sent: the details name the reason.",
    whatToDo: "Look up the order in the ledger (cardwright orders show), correct the call and repeat it.",
  },
  ORGANISATION_MISMATCH: {
    cause: "A card belongs to another organisation than its shipment or its notification.",
    whatToDo: "Leave the organisation out: the client takes it from the order.",
  },
  PAGE_CURSOR: {
    cause: "A page cursor is not one that the same list returned.",
    whatToDo: "Pass next of the previous page as after.",
  },
  PAGE_LIMIT: {
    cause: "The limit of a page is out of range.",
    whatToDo: "Set it as the message says.",
  },
  PERSONAL_DATA_KEY: {
    cause: "Personal data was written with another key than the ledger was opened with.",
    whatToDo: "Open the ledger with the key that the message names.",
  },
  QUARANTINE_NO_BODY: {
    cause: "The body of a message in the quarantine was not kept.",
    whatToDo: "Ask for the message to be sent again.",
  },
  QUARANTINE_STATE: {
    cause: "A message in the quarantine was already replayed or dismissed.",
    whatToDo: "Nothing is to be done.",
  },
  QUARANTINE_UNKNOWN: {
    cause: "The quarantine has no such entry.",
    whatToDo: "List it again: entries are erased when they are purged or too old.",
  },
  QUEUE_DISABLED: {
    cause: "The queue is disabled.",
    whatToDo: "Ask its owner to enable it.",
  },
  QUEUE_FULL: {
    cause: "The queue is full.",
    whatToDo: "Wait until its receiver has caught up.",
    retryable: true,
  },
  QUEUE_NAME: {
    cause: "The connection string is for another queue than the one that is named.",
    whatToDo: "Use the connection string of that queue, or omit the queue name.",
  },
  QUEUE_NOT_FOUND: {
    cause: "The namespace has no such queue.",
    whatToDo: "Check the queue name and the namespace.",
  },
  REPORT: {
    cause: "A report is not an object.",
    whatToDo: "Call reportCardProduced({ cardId, reportData }) or reportShipped({ cardIds }).",
  },
  SCHEMA_NEWER: {
    cause: "The tables were created by a newer version of cardwright.",
    whatToDo: "Use that version or a later one: tables are only ever migrated forward.",
  },
  SCHEMA_OLDER: {
    cause: "The tables are missing, or were created by an older version of cardwright.",
    whatToDo: "Run cardwright ledger migrate, or open the ledger to write.",
  },
  SERVICE_BUS: {
    cause: "Service Bus reported an error that is not classified.",
    whatToDo: "See the cause for its own words; the client tries again.",
    retryable: true,
  },
  SHIPMENT_NOT_ANNOUNCED: {
    cause: "A shipment was acknowledged that was not reported.",
    whatToDo: "Nothing: NGOC was told.",
  },
  STARTED: {
    cause: "The client was started already.",
    whatToDo: "Register handlers before start and start once. Create a new client after close.",
  },
  TIMEOUT: {
    cause: "Service Bus did not answer in time.",
    whatToDo: "Check the network. The client tries again.",
    retryable: true,
  },
  TRANSACTION_HANDLE: {
    cause: "The connection that was passed has no open transaction on the ledger's database.",
    whatToDo: "Begin a transaction on the ledger's database and pass its connection.",
  },
  TRANSPORT: {
    cause: "An option of the transport, such as the proxy, has an invalid value.",
    whatToDo: "Set it as the message says.",
  },
  UNAUTHORIZED: {
    cause: "Service Bus refused the credential.",
    whatToDo: "Check the key, and that it grants Listen on the inbound or Send on the outbound queue.",
  },
  UNKNOWN_ERROR_CODE: {
    cause: "The counterpart reported a code that no table lists.",
    whatToDo: "Read the details that it sent, and ask its support what the code means.",
  },
  UNKNOWN_TYPE: {
    cause: "A message has a type that the contract does not know.",
    whatToDo: "Compare its subject with the contract; adopt the vendor's document when that has the type.",
  },
  WRONG_DIRECTION: {
    cause: "A message has a type that its receiver sends.",
    whatToDo: "Check that the two queues are not mixed up.",
  },
} as const;
