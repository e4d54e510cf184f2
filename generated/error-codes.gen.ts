// Generated from spec/error-codes.yaml (sha256 c8147fcdbac69f7df6dc3865cb3aa0e3c52d555dc6355ead21c1d0f3005bf705).
// Do not edit: change the source and run `npm run generate`.

/** The codes that ORCE reports for GenerateCard requests. ORCE's guide: Oracle Retail Customer Engagement, Batch Processing and Web Services Guide, chapter Cards, Batch Processing Errors. */
export type OrceErrorCode =
  | "ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE"
  | "ALL_CARDS_GENERATED"
  | "CARD_BATCHES_UNSPECIFIED"
  | "CARD_BATCH_NOT_FOUND"
  | "CARD_SERIES_NOT_FOUND"
  | "CARD_SERIES_PREFIX_UNSPECIFIED"
  | "CARD_SERIES_UNSPECIFIED"
  | "CONFIGURATION_ERROR"
  | "CUSTOMER_NOT_FOUND"
  | "FOREIGN_CURRENCY_NOT_ALLOWED"
  | "GENERAL_ERROR"
  | "GENERATE_CARD_ERROR_DUPLICATES_FOUND"
  | "ILLEGAL_PROGRAM_ACCOUNT_SETUP"
  | "ILLEGAL_RETAIL_TRANSACTION_ID"
  | "MIN_ACTIVATION_AMT_NOT_MET"
  | "MIN_BALANCE_NOT_MET"
  | "PROGRAM_EXPIRED"
  | "PROGRAM_NOT_EFFECTIVE"
  | "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR";

/** The known codes of Error Notifications; others may arrive. The Production Partner guide of Nexus GO Cards. The vendor's list of error codes is not public; these are assumed from the rules of that guide. */
export type NgocErrorCode =
  | "ACCESSORY_QUANTITY_EXCEEDED"
  | "ACCESSORY_UNKNOWN"
  | "ALREADY_PRODUCED"
  | "ALREADY_SHIPPED"
  | "ARTICLE_NOT_AVAILABLE"
  | "CARD_NOT_ACKNOWLEDGED"
  | "CARD_NOT_PRODUCED"
  | "DUPLICATE_CARD"
  | "INTERNAL_ERROR"
  | "INVALID_MESSAGE"
  | "NOT_IN_SHIPMENT"
  | "REPORT_DATA_INVALID"
  | "REPORT_DATA_MISSING"
  | "UNKNOWN_CARD"
  | "UNKNOWN_MESSAGE_TYPE"
  | "UNKNOWN_ORGANISATION"
  | "UNKNOWN_SHIPMENT";

/** The kind of failure of a code. */
export type ErrorCategory =
  | "configuration"
  | "duplicate"
  | "exhausted"
  | "invalid"
  | "missing"
  | "not-found"
  | "refused"
  | "too-early"
  | "unknown";

/** Who must act. */
export type ErrorActor =
  | "administrator"
  | "program-owner"
  | "receiver"
  | "sender"
  | "support";

/** One reason why a code is reported. */
export interface ErrorCause {
  readonly cause: string;
  /** `seen`: a source says so; `inferred`: it follows from a source; `assumed`: it is our interpretation. */
  readonly provenance: "seen" | "inferred" | "assumed";
  readonly whatToDo: string;
}

/** The facts about an error code. */
export interface ErrorCodeFacts {
  readonly category: ErrorCategory;
  /** Whether the same request may succeed later, unchanged. */
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  readonly causes: readonly ErrorCause[];
}

/** The facts about a code that ORCE reports. */
export interface OrceErrorFacts extends ErrorCodeFacts {
  readonly system: "orce";
  readonly code: OrceErrorCode;
  /**
   * `block`: depends only on the request; `series`: every request for the series fails; `rest`: every request for
   * the series fails from the first such failure on. Inferred from the cause.
   */
  readonly affects: "block" | "series" | "rest";
  /** The part that a request must have for the code to be possible. Inferred from the cause. */
  readonly needs?: "Customer" | "CurrencyID" | "RTPTransaction";
  /** The code to report to NGOC if a Production Request cannot be fulfilled because of this failure. */
  readonly ngocCode: NgocErrorCode;
}

/** The facts about a code in Error Notifications. */
export interface NgocErrorFacts extends ErrorCodeFacts {
  readonly system: "ngoc";
  readonly code: NgocErrorCode;
  /** The codes and refusal reasons of this package that are reported as this code. */
  readonly localCodes: readonly string[];
}

/** Every code that ORCE reports. */
export const orceErrors: { readonly [code in OrceErrorCode]: OrceErrorFacts } = {
  ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE: {
    "system": "orce",
    "code": "ACTIVATION_DATE_DOES_NOT_MEET_CARD_EXPIRATION_DATE",
    "category": "too-early",
    "retryable": true,
    "actor": "program-owner",
    "causes": [
      {
        "cause": "The attempt to activate the card is occurring prior to the eligibility start date for the card.",
        "provenance": "seen",
        "whatToDo": "Resubmit the block on or after the card's eligibility start date, or have the date moved."
      }
    ],
    "affects": "series",
    "ngocCode": "INTERNAL_ERROR"
  },
  ALL_CARDS_GENERATED: {
    "system": "orce",
    "code": "ALL_CARDS_GENERATED",
    "category": "exhausted",
    "retryable": false,
    "actor": "administrator",
    "causes": [
      {
        "cause": "All cards in the specified series have been generated.",
        "provenance": "seen",
        "whatToDo": "Have another series defined, put its CardSeriesSequence into the failed blocks and resubmit them."
      }
    ],
    "affects": "rest",
    "ngocCode": "ARTICLE_NOT_AVAILABLE"
  },
  CARD_SERIES_NOT_FOUND: {
    "system": "orce",
    "code": "CARD_SERIES_NOT_FOUND",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card series specified in the request cannot be found.",
        "provenance": "seen",
        "whatToDo": "Compare CardPrefix and CardSeriesSequence with the defined series, leading zeros included; correct them or have the series defined."
      }
    ],
    "affects": "series",
    "ngocCode": "ARTICLE_NOT_AVAILABLE"
  },
  CARD_SERIES_PREFIX_UNSPECIFIED: {
    "system": "orce",
    "code": "CARD_SERIES_PREFIX_UNSPECIFIED",
    "category": "missing",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card series prefix was not specified in the request.",
        "provenance": "seen",
        "whatToDo": "Add CardPrefix to the block and resubmit it."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  CARD_SERIES_UNSPECIFIED: {
    "system": "orce",
    "code": "CARD_SERIES_UNSPECIFIED",
    "category": "missing",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card series was not specified in the request.",
        "provenance": "seen",
        "whatToDo": "Add CardSeriesSequence to the block and resubmit it."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  CUSTOMER_NOT_FOUND: {
    "system": "orce",
    "code": "CUSTOMER_NOT_FOUND",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "No customers could be found based on the parameters provided.",
        "provenance": "seen",
        "whatToDo": "Send the customer to ORCE first, or correct CustomerID or AlternateID and TypeCode; then resubmit. CustomerID takes precedence when both are given."
      }
    ],
    "affects": "block",
    "needs": "Customer",
    "ngocCode": "INTERNAL_ERROR"
  },
  FOREIGN_CURRENCY_NOT_ALLOWED: {
    "system": "orce",
    "code": "FOREIGN_CURRENCY_NOT_ALLOWED",
    "category": "refused",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "Foreign currencies are not allowed by the program. The request must use the base currency for the program.",
        "provenance": "seen",
        "whatToDo": "Give the amounts in the program's base currency and put it into CurrencyID, or have foreign currencies allowed."
      }
    ],
    "affects": "block",
    "needs": "CurrencyID",
    "ngocCode": "INTERNAL_ERROR"
  },
  GENERAL_ERROR: {
    "system": "orce",
    "code": "GENERAL_ERROR",
    "category": "unknown",
    "retryable": true,
    "actor": "support",
    "causes": [
      {
        "cause": "A general, non-specific error. If you cannot determine the cause of the problem, contact your Project Consultant.",
        "provenance": "seen",
        "whatToDo": "Look at the Batch Import Review pages; resubmit once, and contact your Project Consultant when it comes back."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  ILLEGAL_RETAIL_TRANSACTION_ID: {
    "system": "orce",
    "code": "ILLEGAL_RETAIL_TRANSACTION_ID",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The retail transaction data specified does not match the organization's configured parameters.",
        "provenance": "seen",
        "whatToDo": "Compare RTPTransactionID, LocationID, DeviceID and the dates with the organization's configuration; correct them and resubmit."
      }
    ],
    "affects": "block",
    "needs": "RTPTransaction",
    "ngocCode": "INTERNAL_ERROR"
  },
  MIN_ACTIVATION_AMT_NOT_MET: {
    "system": "orce",
    "code": "MIN_ACTIVATION_AMT_NOT_MET",
    "category": "refused",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The activation amount is less than the minimum activation amount for the Tender Program.",
        "provenance": "seen",
        "whatToDo": "Raise Amount to the program's minimum activation amount and resubmit."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  MIN_BALANCE_NOT_MET: {
    "system": "orce",
    "code": "MIN_BALANCE_NOT_MET",
    "category": "refused",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The requested amount plus the current account balance is less than the Minimum Balance requirements defined for the Tender Program.",
        "provenance": "seen",
        "whatToDo": "Raise Amount until it reaches the program's minimum balance together with what is on the account, and resubmit."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  PROGRAM_EXPIRED: {
    "system": "orce",
    "code": "PROGRAM_EXPIRED",
    "category": "refused",
    "retryable": false,
    "actor": "program-owner",
    "causes": [
      {
        "cause": "The Expiry Date for the program (tender, award, and loyalty) has passed.",
        "provenance": "seen",
        "whatToDo": "Have the program extended, or use a series of a current program."
      }
    ],
    "affects": "series",
    "ngocCode": "ARTICLE_NOT_AVAILABLE"
  },
  PROGRAM_NOT_EFFECTIVE: {
    "system": "orce",
    "code": "PROGRAM_NOT_EFFECTIVE",
    "category": "too-early",
    "retryable": true,
    "actor": "program-owner",
    "causes": [
      {
        "cause": "The tender account has never been activated before (Activation Date = null) and the tender program Effective Date is not null and it is greater than the current date.",
        "provenance": "seen",
        "whatToDo": "Resubmit on or after the tender program's effective date, or have the date moved."
      }
    ],
    "affects": "series",
    "ngocCode": "INTERNAL_ERROR"
  },
  RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR: {
    "system": "orce",
    "code": "RELATE_SERVICES_GENERAL_CONFIGURATION_ERROR",
    "category": "configuration",
    "retryable": false,
    "actor": "administrator",
    "causes": [
      {
        "cause": "The card number prefix character in the configuration file is more than one character in length. Refer to the Customer Engagement Implementation Guide for more information on the card number prefix character.",
        "provenance": "seen",
        "whatToDo": "Have the configured card number prefix character shortened to one character."
      },
      {
        "cause": "The numeric part of the card number is greater than the maximum length (16).",
        "provenance": "inferred",
        "whatToDo": "Send a CardNumber of at most 16 digits, or have the configured number length corrected."
      },
      {
        "cause": "The numeric part of the card number is less than the minimum length (10).",
        "provenance": "inferred",
        "whatToDo": "Send a CardNumber of at least 10 digits, leading zeros included, or have the configured number length corrected."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  CARD_BATCHES_UNSPECIFIED: {
    "system": "orce",
    "code": "CARD_BATCHES_UNSPECIFIED",
    "category": "configuration",
    "retryable": false,
    "actor": "administrator",
    "causes": [
      {
        "cause": "The Card Series specified does not contain any defined batches.",
        "provenance": "seen",
        "whatToDo": "Have batches defined for the series, then resubmit."
      }
    ],
    "affects": "series",
    "ngocCode": "INTERNAL_ERROR"
  },
  CARD_BATCH_NOT_FOUND: {
    "system": "orce",
    "code": "CARD_BATCH_NOT_FOUND",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The Card Batch number within the generated or supplied Card Number cannot be found in the Card Series definition.",
        "provenance": "seen",
        "whatToDo": "Supply a CardNumber whose batch is defined in the series, leave CardNumber out, or have the batch defined."
      }
    ],
    "affects": "block",
    "ngocCode": "INTERNAL_ERROR"
  },
  ILLEGAL_PROGRAM_ACCOUNT_SETUP: {
    "system": "orce",
    "code": "ILLEGAL_PROGRAM_ACCOUNT_SETUP",
    "category": "configuration",
    "retryable": false,
    "actor": "administrator",
    "causes": [
      {
        "cause": "No card type found for the specified card prefix.",
        "provenance": "seen",
        "whatToDo": "Correct CardPrefix, or have a card type set up for it."
      }
    ],
    "affects": "series",
    "ngocCode": "ARTICLE_NOT_AVAILABLE"
  },
  CONFIGURATION_ERROR: {
    "system": "orce",
    "code": "CONFIGURATION_ERROR",
    "category": "configuration",
    "retryable": false,
    "actor": "administrator",
    "causes": [
      {
        "cause": "The account management default reason code (AccountManagementDefaultReasonCode) configuration setting is not set. This is required when activating a card.",
        "provenance": "seen",
        "whatToDo": "Have AccountManagementDefaultReasonCode set, then resubmit."
      }
    ],
    "affects": "series",
    "ngocCode": "INTERNAL_ERROR"
  },
  GENERATE_CARD_ERROR_DUPLICATES_FOUND: {
    "system": "orce",
    "code": "GENERATE_CARD_ERROR_DUPLICATES_FOUND",
    "category": "duplicate",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "Duplicate card numbers found in the system when generating the card number based on the information supplied and the configuration of the card type.",
        "provenance": "seen",
        "whatToDo": "Find out whether the card was generated by an earlier file before sending anything again; if it was not, supply another CardNumber."
      }
    ],
    "affects": "block",
    "ngocCode": "DUPLICATE_CARD"
  },
};

/** Every known code of Error Notifications. */
export const ngocErrors: { readonly [code in NgocErrorCode]: NgocErrorFacts } = {
  INVALID_MESSAGE: {
    "system": "ngoc",
    "code": "INVALID_MESSAGE",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The message is not JSON or does not fit the contract.",
        "provenance": "assumed",
        "whatToDo": "Correct what the details name and send a new message with a new messageId."
      }
    ],
    "localCodes": [
      "INVALID_PAYLOAD",
      "NOT_JSON",
      "DUPLICATE_ITEM",
      "NOTHING_TO_SHIP",
      "ACCESSORY_INCOMPLETE"
    ]
  },
  UNKNOWN_MESSAGE_TYPE: {
    "system": "ngoc",
    "code": "UNKNOWN_MESSAGE_TYPE",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The subject of the message is not a message type of the contract, or one of the other direction.",
        "provenance": "assumed",
        "whatToDo": "Set the subject to the message type and send it on the right queue."
      }
    ],
    "localCodes": [
      "UNKNOWN_TYPE",
      "WRONG_DIRECTION"
    ]
  },
  UNKNOWN_ORGANISATION: {
    "system": "ngoc",
    "code": "UNKNOWN_ORGANISATION",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The organisationId is not known to the receiver, or is not the one that the shipment belongs to.",
        "provenance": "assumed",
        "whatToDo": "Copy organisationId from the Production Request."
      }
    ],
    "localCodes": [
      "ORGANISATION_MISMATCH"
    ]
  },
  UNKNOWN_CARD: {
    "system": "ngoc",
    "code": "UNKNOWN_CARD",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "No Production Request that stands has this cardId.",
        "provenance": "assumed",
        "whatToDo": "Copy cardId from the Production Request, and check that the request was not rejected."
      }
    ],
    "localCodes": [
      "CARD_REJECTED"
    ]
  },
  UNKNOWN_SHIPMENT: {
    "system": "ngoc",
    "code": "UNKNOWN_SHIPMENT",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "No Production Request has this shipmentId.",
        "provenance": "assumed",
        "whatToDo": "Copy shipmentId from the Production Request."
      }
    ],
    "localCodes": [
      "SHIPMENT_NOT_ANNOUNCED"
    ]
  },
  DUPLICATE_CARD: {
    "system": "ngoc",
    "code": "DUPLICATE_CARD",
    "category": "duplicate",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "A card with this cardId was ordered before by another message.",
        "provenance": "assumed",
        "whatToDo": "Give every card an id of its own; nothing needs to be done when the order was meant to be the same."
      }
    ],
    "localCodes": []
  },
  REPORT_DATA_MISSING: {
    "system": "ngoc",
    "code": "REPORT_DATA_MISSING",
    "category": "missing",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The reportData lacks a field that expectedReportDataFields of the Production Request names.",
        "provenance": "assumed",
        "whatToDo": "Read the missing fields from the card and send the Card Produced Notification again."
      }
    ],
    "localCodes": []
  },
  REPORT_DATA_INVALID: {
    "system": "ngoc",
    "code": "REPORT_DATA_INVALID",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "A value in reportData is not what the field needs, such as a chip id that was not read right.",
        "provenance": "assumed",
        "whatToDo": "Read the card again; produce it anew when it cannot be read."
      }
    ],
    "localCodes": []
  },
  CARD_NOT_PRODUCED: {
    "system": "ngoc",
    "code": "CARD_NOT_PRODUCED",
    "category": "too-early",
    "retryable": true,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card stands in a Shipped Notification without having been reported as produced.",
        "provenance": "assumed",
        "whatToDo": "Send the Card Produced Notification, wait for Report OK, then ship."
      }
    ],
    "localCodes": []
  },
  CARD_NOT_ACKNOWLEDGED: {
    "system": "ngoc",
    "code": "CARD_NOT_ACKNOWLEDGED",
    "category": "too-early",
    "retryable": true,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card stands in a Shipped Notification before its Report OK was sent.",
        "provenance": "assumed",
        "whatToDo": "Wait for Report OK of every card in the notification, then send it."
      }
    ],
    "localCodes": []
  },
  ALREADY_PRODUCED: {
    "system": "ngoc",
    "code": "ALREADY_PRODUCED",
    "category": "duplicate",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card was reported as produced before.",
        "provenance": "assumed",
        "whatToDo": "Do nothing when both reports say the same; otherwise ask NGOC how to correct a report."
      }
    ],
    "localCodes": []
  },
  ALREADY_SHIPPED: {
    "system": "ngoc",
    "code": "ALREADY_SHIPPED",
    "category": "duplicate",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card or accessory stands in an earlier Shipped Notification.",
        "provenance": "assumed",
        "whatToDo": "Name each item in one Shipped Notification only."
      }
    ],
    "localCodes": []
  },
  NOT_IN_SHIPMENT: {
    "system": "ngoc",
    "code": "NOT_IN_SHIPMENT",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The card belongs to another shipmentId.",
        "provenance": "assumed",
        "whatToDo": "Send one Shipped Notification for each shipmentId, also when they travel in one parcel."
      }
    ],
    "localCodes": []
  },
  ACCESSORY_UNKNOWN: {
    "system": "ngoc",
    "code": "ACCESSORY_UNKNOWN",
    "category": "not-found",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "No Production Request of the shipment orders this accessory.",
        "provenance": "assumed",
        "whatToDo": "Copy accessoryId from the Production Request."
      }
    ],
    "localCodes": []
  },
  ACCESSORY_QUANTITY_EXCEEDED: {
    "system": "ngoc",
    "code": "ACCESSORY_QUANTITY_EXCEEDED",
    "category": "invalid",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "More of the accessory is reported as shipped than was ordered.",
        "provenance": "assumed",
        "whatToDo": "Report what is still to be shipped of the ordered quantity."
      }
    ],
    "localCodes": []
  },
  ARTICLE_NOT_AVAILABLE: {
    "system": "ngoc",
    "code": "ARTICLE_NOT_AVAILABLE",
    "category": "exhausted",
    "retryable": false,
    "actor": "sender",
    "causes": [
      {
        "cause": "The partner cannot produce the ordered article.",
        "provenance": "assumed",
        "whatToDo": "Order another article, or agree with the partner when it is available again."
      }
    ],
    "localCodes": []
  },
  INTERNAL_ERROR: {
    "system": "ngoc",
    "code": "INTERNAL_ERROR",
    "category": "unknown",
    "retryable": true,
    "actor": "receiver",
    "causes": [
      {
        "cause": "The receiver failed for a reason that is not in the message.",
        "provenance": "assumed",
        "whatToDo": "Whoever reported it looks into its own logs; send the message again after that."
      }
    ],
    "localCodes": []
  },
};

/** The NGOC code as which each code of this package is reported. A code that both have is reported as itself. */
export const ngocCodeOfLocalCode: {
  readonly INVALID_MESSAGE: "INVALID_MESSAGE";
  readonly INVALID_PAYLOAD: "INVALID_MESSAGE";
  readonly NOT_JSON: "INVALID_MESSAGE";
  readonly DUPLICATE_ITEM: "INVALID_MESSAGE";
  readonly NOTHING_TO_SHIP: "INVALID_MESSAGE";
  readonly ACCESSORY_INCOMPLETE: "INVALID_MESSAGE";
  readonly UNKNOWN_MESSAGE_TYPE: "UNKNOWN_MESSAGE_TYPE";
  readonly UNKNOWN_TYPE: "UNKNOWN_MESSAGE_TYPE";
  readonly WRONG_DIRECTION: "UNKNOWN_MESSAGE_TYPE";
  readonly UNKNOWN_ORGANISATION: "UNKNOWN_ORGANISATION";
  readonly ORGANISATION_MISMATCH: "UNKNOWN_ORGANISATION";
  readonly UNKNOWN_CARD: "UNKNOWN_CARD";
  readonly CARD_REJECTED: "UNKNOWN_CARD";
  readonly UNKNOWN_SHIPMENT: "UNKNOWN_SHIPMENT";
  readonly SHIPMENT_NOT_ANNOUNCED: "UNKNOWN_SHIPMENT";
  readonly DUPLICATE_CARD: "DUPLICATE_CARD";
  readonly REPORT_DATA_MISSING: "REPORT_DATA_MISSING";
  readonly REPORT_DATA_INVALID: "REPORT_DATA_INVALID";
  readonly CARD_NOT_PRODUCED: "CARD_NOT_PRODUCED";
  readonly CARD_NOT_ACKNOWLEDGED: "CARD_NOT_ACKNOWLEDGED";
  readonly ALREADY_PRODUCED: "ALREADY_PRODUCED";
  readonly ALREADY_SHIPPED: "ALREADY_SHIPPED";
  readonly NOT_IN_SHIPMENT: "NOT_IN_SHIPMENT";
  readonly ACCESSORY_UNKNOWN: "ACCESSORY_UNKNOWN";
  readonly ACCESSORY_QUANTITY_EXCEEDED: "ACCESSORY_QUANTITY_EXCEEDED";
  readonly ARTICLE_NOT_AVAILABLE: "ARTICLE_NOT_AVAILABLE";
  readonly INTERNAL_ERROR: "INTERNAL_ERROR";
} = {
  INVALID_MESSAGE: "INVALID_MESSAGE",
  INVALID_PAYLOAD: "INVALID_MESSAGE",
  NOT_JSON: "INVALID_MESSAGE",
  DUPLICATE_ITEM: "INVALID_MESSAGE",
  NOTHING_TO_SHIP: "INVALID_MESSAGE",
  ACCESSORY_INCOMPLETE: "INVALID_MESSAGE",
  UNKNOWN_MESSAGE_TYPE: "UNKNOWN_MESSAGE_TYPE",
  UNKNOWN_TYPE: "UNKNOWN_MESSAGE_TYPE",
  WRONG_DIRECTION: "UNKNOWN_MESSAGE_TYPE",
  UNKNOWN_ORGANISATION: "UNKNOWN_ORGANISATION",
  ORGANISATION_MISMATCH: "UNKNOWN_ORGANISATION",
  UNKNOWN_CARD: "UNKNOWN_CARD",
  CARD_REJECTED: "UNKNOWN_CARD",
  UNKNOWN_SHIPMENT: "UNKNOWN_SHIPMENT",
  SHIPMENT_NOT_ANNOUNCED: "UNKNOWN_SHIPMENT",
  DUPLICATE_CARD: "DUPLICATE_CARD",
  REPORT_DATA_MISSING: "REPORT_DATA_MISSING",
  REPORT_DATA_INVALID: "REPORT_DATA_INVALID",
  CARD_NOT_PRODUCED: "CARD_NOT_PRODUCED",
  CARD_NOT_ACKNOWLEDGED: "CARD_NOT_ACKNOWLEDGED",
  ALREADY_PRODUCED: "ALREADY_PRODUCED",
  ALREADY_SHIPPED: "ALREADY_SHIPPED",
  NOT_IN_SHIPMENT: "NOT_IN_SHIPMENT",
  ACCESSORY_UNKNOWN: "ACCESSORY_UNKNOWN",
  ACCESSORY_QUANTITY_EXCEEDED: "ACCESSORY_QUANTITY_EXCEEDED",
  ARTICLE_NOT_AVAILABLE: "ARTICLE_NOT_AVAILABLE",
  INTERNAL_ERROR: "INTERNAL_ERROR",
};
