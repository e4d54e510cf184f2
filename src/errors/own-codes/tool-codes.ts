/** The command line, the compilers and the sandbox. */
export const toolCodes = {
  BROKER_OPTION: {
    cause: "An option of the sandbox's Service Bus has an invalid value.",
    whatToDo: "Correct the options of ServiceBusBroker.start.",
  },
  BROKER_PORT: {
    cause: "The sandbox cannot listen on its port.",
    whatToDo: "Use another port, or leave it out to get a free one.",
  },
  BROKER_SNAPSHOT: {
    cause: "The snapshot of the sandbox's Service Bus cannot be read or written.",
    whatToDo: "Remove the file, or name another.",
  },
  COMPILER_NOT_INSTALLED: {
    cause: "The compiler of contracts needs packages that are not installed.",
    whatToDo: "Run the npm install that the message names.",
  },
  COMPILER_OPTION: {
    cause: "An option of the compiler has an invalid value.",
    whatToDo: "See cardwright contract --help and cardwright generate --help.",
  },
  CONFIG_FILE: {
    cause: "The configuration file has an unknown setting, or one with an invalid value.",
    whatToDo: "Correct it; cardwright batch config --help lists the settings.",
  },
  CONFORM_COMMAND: {
    cause: "The application to test cannot be started.",
    whatToDo: "Check the command after --: it is started without a shell, in the current folder.",
  },
  CONFORM_OPTIONS: {
    cause: "The command conform was given no application to test, or both a command and --attach.",
    whatToDo: "Name the command after --, as in cardwright conform -- node partner.js, or use --attach.",
  },
  CONFORM_PROFILE: {
    cause: "The profile of cardwright conform has an unknown name or an invalid value.",
    whatToDo: "Correct it as the message says; a name that is left out has its default.",
  },
  CONFORM_REPORT: {
    cause: "A file is no report of cardwright conform.",
    whatToDo: "Pass a file that cardwright conform --report FILE wrote.",
  },
  CONFORM_SCENARIO: {
    cause: "A scenario or group of cardwright conform does not exist.",
    whatToDo: "List them with cardwright conform --list.",
  },
  CONFORM_WAITING: {
    cause: "A case of cardwright conform waits for a person, and nobody did in time what it asks for.",
    whatToDo: "Do what the kit asks for within attendSeconds of the profile, or exclude it by the profile.",
  },
  CONTRACT_MODULE: {
    cause: "The module of a contract exports none.",
    whatToDo: "Export what defineContract returns as contract, as cardwright contract adopt writes it.",
  },
  COUNTERPART: {
    cause: "The sandbox was given a contract without the other half of its binding.",
    whatToDo: "Pass both options, contract and counterpart.",
  },
  EMULATOR_CONFIG: {
    cause: "The configuration of the Service Bus emulator cannot be read.",
    whatToDo: "Correct the file that the message names.",
  },
  FAULT: {
    cause: "A rule for faults of the sandbox is invalid.",
    whatToDo: 'Write a rule such as { on: "send", effect: { kind: "lose" } }.',
  },
  FOLDER_NOT_EMPTY: {
    cause: "The command init writes into empty folders only, and this one is not.",
    whatToDo: "Choose an empty folder.",
  },
  HANDLERS_MODULE: {
    cause: "The module of handlers exports no function.",
    whatToDo: "Export a function handlers(client) that calls client.on for each message type.",
  },
  HTTP_KEY: {
    cause: "Other machines reach the HTTP interface of the sandbox, but no key is set.",
    whatToDo: "Set a key of your own, or listen on 127.0.0.1.",
  },
  HTTP_PORT: {
    cause: "The HTTP interface of the sandbox cannot listen on its port.",
    whatToDo: "Use another port with --http-port, or 0 for a free one.",
  },
  LEDGER_MISSING: {
    cause: "No ledger is given, or its file does not exist.",
    whatToDo: "Set --ledger or CARDWRIGHT_LEDGER to the SQLite file or the URL of a PostgreSQL database.",
  },
  NODE_TOO_OLD: {
    cause: "This Node.js is older than the package needs.",
    whatToDo: "Install Node.js 22.13 or later.",
  },
  NO_SUCH_QUEUE: {
    cause: "The sandbox's Service Bus has no such queue.",
    whatToDo: "Declare the queue in the options of start, or call createQueue.",
  },
  QUEUE_EXISTS: {
    cause: "The sandbox's Service Bus has a queue of this name already.",
    whatToDo: "Give each queue a name of its own; names are not case-sensitive.",
  },
  ORCE_SETUP: {
    cause: "The setup of the simulated ORCE is one that no ORCE can have.",
    whatToDo: "Correct the option setup of OrceSandbox.start at the place that the message names.",
  },
  QUEUE_IN_USE: {
    cause: "A queue of the sandbox cannot be deleted: another forwards to it.",
    whatToDo: "Delete the queue that forwards to it first.",
  },
  QUEUE_OPTION: {
    cause: "An option of a queue of the sandbox has an invalid value.",
    whatToDo: "Set it as the message says.",
  },
  REGISTER_MISSING: {
    cause: "No register of series is given.",
    whatToDo: "Set --register or CARDWRIGHT_REGISTER to an SQLite file or the URL of a PostgreSQL database.",
  },
  SANDBOX_DATA: {
    cause: "The file with the state of the sandbox cannot be read or written.",
    whatToDo: "Name another file with --data, or remove this one.",
  },
  SANDBOX_KEY: {
    cause: "Other machines reach the sandbox, but its key is missing or the one that everybody knows.",
    whatToDo: "Set CARDWRIGHT_SANDBOX_KEY to a long random text, or listen on 127.0.0.1.",
  },
  SANDBOX_TLS: {
    cause: "The certificate or private key of the sandbox cannot be read, or one of the two is missing.",
    whatToDo: "Give both --tls-key and --tls-cert, as PEM files.",
  },
  SPEC_REFUSED: {
    cause: "The compiler refuses a document: it would make wrong code of it.",
    whatToDo: "Correct the document. Where a reason names --accept, it can be used without that part.",
  },
  STOPPED: {
    cause: "A command was stopped with Ctrl-C.",
    whatToDo: "Run it again to continue.",
    retryable: true,
  },
  UNEXPECTED: {
    cause: "A command failed in a way that was not foreseen.",
    whatToDo: "Set CARDWRIGHT_DEBUG=1 to see the stack trace, and report the failure.",
  },
} as const;
