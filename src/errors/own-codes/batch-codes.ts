/** Batch files: creating, checking, splitting, delivering, results. */
export const batchCodes = {
  BATCH_CONTRACT: {
    cause: "A schema and its binding make no contract of batch files.",
    whatToDo: "Correct the binding as the message says.",
  },
  BATCH_FILE_CHANGED: {
    cause: "A batch file became shorter while it was being read.",
    whatToDo: "Make sure that no other program writes the file, and run again.",
  },
  BATCH_JOB_CHANGED: {
    cause: "A batch was begun with other options or other rows: going on could make a row two cards.",
    whatToDo: "Use the rows and options of the first run, or create another batch of the new rows under another name.",
  },
  BATCH_JOB_DAMAGED: {
    cause: "The job file of a batch, NAME.job.json, cannot be read.",
    whatToDo: "Find out which of its files were sent already before you delete it.",
  },
  BATCH_JOB_RUNNING: {
    cause: "Another process creates this batch.",
    whatToDo: "Wait until it has finished, or give the batch another name.",
    retryable: true,
  },
  BATCH_OPTIONS: {
    cause: "An option of creating batches is missing or out of range.",
    whatToDo: "Set it as the message says; see cardwright batch create --help.",
  },
  BATCH_ROW: {
    cause: "A row cannot become a card: a value is missing, is written otherwise, or is not allowed.",
    whatToDo: "See all such rows with --dry-run; correct them, or skip them with --skip-bad-rows.",
  },
  BATCH_SERIES_ORDER: {
    cause: "Rows of one series are separated by rows of another: all cards of a file must be of one series.",
    whatToDo: "Sort the rows by prefix and series.",
  },
  CARD_SERIES_BLOCKS: {
    cause: "What was given as blocks is not iterable.",
    whatToDo: "Give an array, or any other iterable or async iterable of blocks.",
  },
  CARD_SERIES_INVALID_BLOCK: {
    cause: "A block breaks the schema or a rule of ORCE's guide.",
    whatToDo: "Correct what the issues name, or read on over such blocks with onInvalid.",
  },
  CARD_SERIES_NO_BLOCKS: {
    cause: "There is no block to write, and a batch file holds one at least.",
    whatToDo: "Write no file when there is no block.",
  },
  CARD_SERIES_OPTIONS: {
    cause: "An option of reading or writing batch files has an invalid value.",
    whatToDo: "Set it as the message says, or leave it out.",
  },
  CARD_SERIES_SOURCE: {
    cause: "What was given to be read is no source of bytes or text.",
    whatToDo: "Give { path }, a file URL, text, a Uint8Array, or a stream of them.",
  },
  COLLECT_FAILED: {
    cause: "A result could not be read to its end.",
    whatToDo: "Run again: what was collected is kept.",
    retryable: true,
  },
  COLLECT_NAME: {
    cause: "A result has a name that could lead out of the folder.",
    whatToDo: "Look at what the server lists: names are <fileset>/archived/<file> and <fileset>/failed/<file>.",
  },
  COLLECT_RUNNING: {
    cause: "Another process collects results into this folder.",
    whatToDo: "Wait until it has finished.",
    retryable: true,
  },
  CSV_DATE_FORMAT: {
    cause: "A date format has no day, month and year, or one of them twice.",
    whatToDo: "Write it with YYYY, MM and DD, and HH, mm and ss for a time: DD.MM.YYYY HH:mm.",
  },
  CSV_DELIMITER: {
    cause: "The delimiter of a CSV is not one character.",
    whatToDo: "Leave it out to have it detected, or give a comma, a semicolon or a tab.",
  },
  CSV_ENCODING: {
    cause: "The encoding of a CSV has a name that is not known.",
    whatToDo: "Give a name such as utf-8, windows-1252 or utf-16le, or leave it out to have it guessed.",
  },
  CSV_HEADER: {
    cause: "The first line of a CSV or sheet names no column, or two columns alike.",
    whatToDo: "Name the columns in the first line, each name once.",
  },
  CSV_LOCALE: {
    cause: "A locale is not known.",
    whatToDo: "Give a language and a country, such as de-DE, fr-FR or en-US.",
  },
  CSV_SYNTAX: {
    cause: "A record of a CSV has another number of columns than the first line, or a quote that is not closed.",
    whatToDo: "Correct the line: check its delimiters and quotes, and double a quote inside a quoted value.",
  },
  DELIVERY_FILE_CHANGED: {
    cause: "A file of this name was delivered before with another content.",
    whatToDo: "Give the new file a new name.",
  },
  DELIVERY_JOURNAL: {
    cause: "The delivery journal is damaged, or is another file.",
    whatToDo: "Give the journal of this destination; find out what was sent before you begin a new one.",
  },
  DELIVERY_NAME_TWICE: {
    cause: "Two files would have the same name in the bucket.",
    whatToDo: "Give them different names.",
  },
  DELIVERY_ORIGIN: {
    cause: "File Services answered with an address of another origin than its own.",
    whatToDo: "If you know that the files belong there, allow the origin: allowedOrigins, --allow-origin.",
  },
  DELIVERY_OUTCOME_UNKNOWN: {
    cause: "An earlier run ended while a file was being sent: it may have arrived.",
    whatToDo: "Look for it in the bucket and under complete/. If it is in neither, send it again with --resend NAME.",
  },
  DELIVERY_RUNNING: {
    cause: "Another process delivers with this journal.",
    whatToDo: "Wait until it has finished.",
    retryable: true,
  },
  DELIVERY_SETTINGS: {
    cause: "The URL or the credentials of File Services are missing.",
    whatToDo:
      "Set CARDWRIGHT_ORCE_URL, and CARDWRIGHT_ORCE_TOKEN, or CARDWRIGHT_ORCE_USER and CARDWRIGHT_ORCE_PASSWORD.",
  },
  DELIVERY_URL: {
    cause: "An address that a secret would be sent to is not https.",
    whatToDo: "Use the https address: http is accepted for this machine only.",
  },
  FILE_SERVICES_ANSWER: {
    cause: "An answer of File Services lacks the address, or the list, that was asked for.",
    whatToDo: "Set readAddress, or listPath, to what your release of ORCE answers.",
  },
  FILE_SERVICES_REFUSED: {
    cause: "File Services refused the request.",
    whatToDo: "Check the base URL and the name of the file.",
  },
  FILE_SERVICES_UNAUTHORIZED: {
    cause: "File Services refused the credentials, or the token is empty.",
    whatToDo: 'Renew the token, and check that its user or application has the role "Api Access".',
  },
  FILE_SERVICES_UNAVAILABLE: {
    cause: "File Services did not answer, or is overloaded.",
    whatToDo: "Check the base URL and the connection, or try again later.",
    retryable: true,
  },
  INPUT_BINARY: {
    cause: "The input is not text, but for example an Excel file.",
    whatToDo: "Give an Excel file a name that ends in .xlsx (or --format xlsx), or save it as “CSV UTF-8”.",
  },
  INPUT_ENCODING: {
    cause: "The input holds bytes that its encoding does not have.",
    whatToDo: "Give its encoding (--encoding windows-1252 for the usual CSV of Excel), or save it as “CSV UTF-8”.",
  },
  JSON_LINE: {
    cause: "A line is not a JSON object with plain values and different names.",
    whatToDo: "Put one whole object on each line, without lists or objects in it.",
  },
  LOCK_UNAVAILABLE: {
    cause: "A lock file, by which processes keep out of each other's way, cannot be used.",
    whatToDo: "Check that there is space in its folder, and that no other file or folder has its name.",
  },
  MAPPING_FIELD: {
    cause: "A mapping names a field that a CardSeries block does not have, or ignores a column that it maps.",
    whatToDo: "Use the names that the message lists.",
  },
  MAPPING_INCOMPLETE: {
    cause: "Neither a column nor a constant gives a field that every card needs, such as the prefix.",
    whatToDo: "Give it as a constant (--set), or name its column (--map).",
  },
  PROCESSED_FOLDER: {
    cause: "A folder has neither archived/ nor failed/, nor filesets that have them.",
    whatToDo: "Give complete/<fileset>, or complete/ itself, after ORCE has processed the file.",
  },
  REPORT_JOB: {
    cause: "The folder has no job of this name.",
    whatToDo: "Give the folder in which the batch was created, and the name of its file NAME.job.json.",
  },
  RESUBMIT_EXISTS: {
    cause: "The file with the failed cards was created before, and may have been sent.",
    whatToDo: "If it was not sent, create it in another folder.",
  },
  RESUBMIT_NOTHING: {
    cause: "No card of the file failed.",
    whatToDo: "Write a file only when matchFailures reports failed blocks.",
  },
  RESUBMIT_OTHER_FILE: {
    cause: "The file does not have all the blocks that are said to have failed.",
    whatToDo: "Give the file that was sent.",
  },
  RESUBMIT_RUNNING: {
    cause: "Another process creates the same file of failed cards.",
    whatToDo: "Wait until it has finished.",
    retryable: true,
  },
  RESULTS_FOLDER: {
    cause: "The folder from which results are to be collected does not exist.",
    whatToDo: "Give the folder in which ORCE leaves the filesets, complete/.",
  },
  ROW_COLUMN: {
    cause: "A column of the mapping is missing, no column is used, or one is almost called like a field.",
    whatToDo: "Correct the name in the mapping (--map), or leave the column alone (--ignore).",
  },
  ROW_NUMBER: {
    cause: "A number may have lost digits on its way, as card numbers in spreadsheets and programs do.",
    whatToDo: "Give it as text; in Excel, format the column as text and enter it again.",
  },
  ROW_VALUE: {
    cause: "A value of a row is an object, such as a date, instead of a text or number.",
    whatToDo: "Convert it to text first.",
  },
  SPLIT_CHANGED: {
    cause: "A run that split another file of this name, or with other options, was interrupted here.",
    whatToDo: "Run it again as it was, or use another folder.",
  },
  SPLIT_EXISTS: {
    cause: "A part exists already, and may have been sent.",
    whatToDo: "Use another folder.",
  },
  SPLIT_OPTIONS: {
    cause: "The maximum number of blocks in a part is no positive integer.",
    whatToDo: "Set maxBlocks (--max-blocks).",
  },
  SPLIT_RUNNING: {
    cause: "Another process splits a file of this name into this folder.",
    whatToDo: "Wait until it has finished.",
    retryable: true,
  },
  TEMPORARY_FILE: {
    cause: "The temporary file by which duplicates are found cannot be used: usually its disk is full.",
    whatToDo: "Free space in the folder for temporary files, or name another with TMPDIR, and run again.",
  },
  UPLOAD_ADDRESS_EXPIRED: {
    cause: "The storage refused the upload address; it may have expired.",
    whatToDo: "Ask File Services for a new address, as deliverBatch does by itself.",
    retryable: true,
  },
  UPLOAD_FAILED: {
    cause: "The connection broke before the whole file was sent, or the storage is busy. Nothing was stored.",
    whatToDo: "Try again later.",
    retryable: true,
  },
  UPLOAD_OUTCOME_UNKNOWN: {
    cause: "The whole file was sent, but no clear answer came: it may have been stored.",
    whatToDo:
      "Look for it in the bucket and under complete/ before sending it again: sent twice, it makes every card twice.",
  },
  UPLOAD_REFUSED: {
    cause: "The storage refused the file.",
    whatToDo: "Check that the address allows writing (ObjectWrite) this file.",
  },
  XLSX_FILE: {
    cause: "An Excel file cannot be read, or has no such sheet.",
    whatToDo: "Check that it is an .xlsx file, name the sheet (--sheet), or save it as “CSV UTF-8”.",
  },
  XLSX_PACKAGE: {
    cause: "Excel files are read by the package read-excel-file, which is not installed.",
    whatToDo: "Run npm install read-excel-file, or save the file as “CSV UTF-8”.",
  },
  XML_DOCTYPE: {
    cause: "The document has a document type declaration, which can bring in other files.",
    whatToDo: "Remove it.",
  },
  XML_ENCODING: {
    cause: "The document is not in the encoding that it declares, or in one that is not supported.",
    whatToDo: "Save it in UTF-8, UTF-16 or ISO-8859-1, and declare that encoding.",
  },
  XML_INVALID: {
    cause: "The document is XML, but of another kind: another root, text between records, or no record.",
    whatToDo: "Write it as its schema says: one root element with nothing but records in it.",
  },
  XML_INVALID_RECORD: {
    cause: "A record that is read or to be written breaks its schema.",
    whatToDo: "Correct what the issues name.",
  },
  XML_LIMIT: {
    cause: "The document has deeper elements, more attributes or longer texts than the limits allow.",
    whatToDo: "If it is meant to be like this, raise the limit.",
  },
  XML_NAMESPACE: {
    cause: "A name has a prefix that is not declared, or breaks another rule of XML namespaces.",
    whatToDo: "Correct the prefix or its declaration.",
  },
  XML_NOT_WELL_FORMED: {
    cause: "The document breaks the grammar of XML: it may be cut off.",
    whatToDo: "Correct it at the line and column that the message names.",
  },
  XML_OPTIONS: {
    cause: "An option of reading documents has an invalid value.",
    whatToDo: "Set it as the message says, or leave it out.",
  },
  XML_SCHEMA_MODEL: {
    cause: "Generated code and the library that runs it are of different versions.",
    whatToDo: "Generate the code again with the version of cardwright that runs it.",
  },
  XML_SOURCE: {
    cause: "What was given to be read is no source of bytes or text.",
    whatToDo: "Give { path }, a file URL, text, a Uint8Array, or a stream of them.",
  },
  XML_VERSION: {
    cause: "The document declares another version than XML 1.0.",
    whatToDo: "Save it as XML 1.0.",
  },
} as const;
