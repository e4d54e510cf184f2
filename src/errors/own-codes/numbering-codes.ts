/** Serial numbers, card numbers, series and their allocation. */
export const numberingCodes = {
  CARD_NUMBER_FORMAT: {
    cause: "The minimum or maximum of digits of a card number is not from 10 to 16.",
    whatToDo: "Give integers from 10 to 16, minDigits not above maxDigits, or leave them out.",
  },
  CARD_NUMBER_PREFIX: {
    cause: "A card number begins with more than one character that is no digit.",
    whatToDo: "Write one optional prefix character and 10 to 16 digits, without spaces or dashes.",
  },
  CARD_NUMBER_TOO_LONG: {
    cause: "A card number has more than 16 digits; ORCE refuses it.",
    whatToDo: "Check that it is a card number.",
  },
  CARD_NUMBER_TOO_SHORT: {
    cause: "A card number has fewer than 10 digits; ORCE refuses it.",
    whatToDo: "Check for lost leading zeros: spreadsheets drop them.",
  },
  NUMBERS_EXHAUSTED: {
    cause: "A pool has no number left.",
    whatToDo: "Define another series, and a pool for it. The report of the pool lists the gaps.",
  },
  NUMBER_ALLOCATOR_CLOSED: {
    cause: "The number allocator was closed.",
    whatToDo: "Open another allocator.",
  },
  NUMBER_ALLOCATOR_OPTIONS: {
    cause: "An option of the number allocator is out of range.",
    whatToDo: "Set it as the message says.",
  },
  NUMBER_POOL_MISMATCH: {
    cause: "A pool of this name exists with another range.",
    whatToDo: "Give each series a pool of its own, and keep its range.",
  },
  NUMBER_POOL_RANGE: {
    cause: "The range of a pool is no range of integers.",
    whatToDo: "Set first and last to safe integers, first not above last. For a series, use 1 and its number of cards.",
  },
  NUMBER_POOL_UNKNOWN: {
    cause: "No pool of this name was defined.",
    whatToDo: "Define the pool first.",
  },
  NUMBER_STORE_UNAVAILABLE: {
    cause: "The database of the number pools cannot be used. No number was handed out.",
    whatToDo: "Check that it can be reached, is writable and has room.",
    retryable: true,
  },
  PIN_DIGITS: {
    cause: "A PIN is asked for with fewer than 4 or more than 12 digits.",
    whatToDo: "Give an integer from 4 to 12.",
  },
  SERIAL_BATCH: {
    cause: "The batch of a serial number is not from 1 to 999.",
    whatToDo: "Count from 001 in each series; put more cards into a batch, or define another series.",
  },
  SERIAL_DIGITS: {
    cause: "A serial number holds a character that is no digit.",
    whatToDo: "Remove spaces, dashes and letters; a prefix character belongs to a card number.",
  },
  SERIAL_LENGTH: {
    cause: "A serial number does not have 16 digits.",
    whatToDo: "Check for lost leading zeros: spreadsheets drop them.",
  },
  SERIAL_PREFIX: {
    cause: "A card prefix does not have the 5 (or 6) digits that are expected.",
    whatToDo: "Keep its leading zeros; if your prefixes have 6 digits, set prefixDigits (--prefix-digits 6).",
  },
  SERIAL_SEQUENCE: {
    cause: "The sequence of a serial number is not from 1 to 999,999.",
    whatToDo: "Count from 1 through the whole series; when it is used up, define another series.",
  },
  SERIAL_SERIES: {
    cause: "A series number is not from 1 to 99.",
    whatToDo: "Count from 01 for each prefix; when the prefix has no series left, use another prefix.",
  },
  SERIES_ALREADY_GENERATED: {
    cause: "A series is generated once, and this one was.",
    whatToDo: "Keep the series that generateSeries returned, or define another.",
  },
  SERIES_EMPTY_BATCH: {
    cause: "A series has more batches than cards.",
    whatToDo: "Plan at least one card per batch.",
  },
  SERIES_NAME: {
    cause: "A series has no name.",
    whatToDo: "Give it a name.",
  },
  SERIES_NOT_DEFINED: {
    cause: "A series must be defined before it is generated.",
    whatToDo: "Call defineSeries first, or restoreSeries for one that was saved.",
  },
  SERIES_NOT_GENERATED: {
    cause: "The cards of a series are to be exported before it was generated.",
    whatToDo: "Generate it first (cardwright series generate).",
  },
  SERIES_NUMBERS_EXHAUSTED: {
    cause: "A prefix has used its 99 series numbers.",
    whatToDo: "Use another prefix.",
  },
  SERIES_OTHER_SECRET: {
    cause: "A series was begun with another secret, or with other card numbers or PINs.",
    whatToDo: "Use the secret and options of the first run: others would give every serial number a second card.",
  },
  SERIES_PIN_KEY: {
    cause: "The key for the file of PINs is no RSA key of 2,048 bits or more.",
    whatToDo: "Give the encoder's RSA public key as PEM; read the file with the private key.",
  },
  SERIES_RUNNING: {
    cause: "Another process writes the cards of this series.",
    whatToDo: "Wait until it has finished.",
    retryable: true,
  },
  SERIES_SECRET: {
    cause: "The secret of a series is not 64 hexadecimal digits.",
    whatToDo: "Create one with SeriesSecret.create().reveal() and keep it in your secret store.",
  },
  SERIES_TOTALS: {
    cause: "The cards of a series differ from those that were generated before.",
    whatToDo: "Do not use the new file: find out which of the two the encoder has.",
  },
  SERIES_TOO_MANY_BATCHES: {
    cause: "A series has more batches than a serial number can count.",
    whatToDo: "Put more cards into a batch.",
  },
  SERIES_TOO_MANY_CARDS: {
    cause: "A series has more cards than a serial number can count.",
    whatToDo: "Divide the cards over several series.",
  },
  SERIES_UNKNOWN: {
    cause: "The register has no such series.",
    whatToDo: "List its series (cardwright series list), or define one.",
  },
} as const;
