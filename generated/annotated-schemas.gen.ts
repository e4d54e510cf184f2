// Generated from spec/production-partner.asyncapi.yaml (sha256 f6df3187f4d9c7457612daf95e5a928452da93423080d4658fe7b604f579516f).
// Do not edit: change the source and run `npm run generate`.

/** The JSON Schema of every payload by message type, with the provenance of each field. */
export const annotatedSchemas: { readonly [type: string]: { readonly [keyword: string]: unknown } } = {
  "EXTERNAL_PRODUCTION_REQUEST_SENT": {
    "type": "object",
    "title": "ExternalProductionData",
    "required": [
      "organisationId",
      "shipmentId",
      "address",
      "card"
    ],
    "properties": {
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "ordered": {
        "type": "string",
        "description": "When the end customer placed the order.",
        "format": "date-time",
        "x-provenance": "inferred",
        "x-provenance-note": "The page's sample is the placeholder of format date-time."
      },
      "address": {
        "type": "object",
        "description": "Where the shipment goes. A recipient and/or a companyName is mandatory.",
        "anyOf": [
          {
            "required": [
              "recipient"
            ],
            "properties": {
              "recipient": {
                "type": "string",
                "pattern": "\\S",
                "x-provenance": "seen"
              }
            },
            "x-provenance": "seen"
          },
          {
            "required": [
              "companyName"
            ],
            "properties": {
              "companyName": {
                "type": "string",
                "pattern": "\\S",
                "x-provenance": "seen"
              }
            },
            "x-provenance": "seen"
          }
        ],
        "properties": {
          "addressOne": {
            "type": "string",
            "description": "First line of the street address.",
            "x-provenance": "seen"
          },
          "addressTwo": {
            "type": "string",
            "description": "Second line of the street address.",
            "x-provenance": "seen"
          },
          "postalCode": {
            "type": "string",
            "x-provenance": "seen"
          },
          "city": {
            "type": "string",
            "x-provenance": "seen"
          },
          "countryCode": {
            "type": "string",
            "description": "Country in two letters, presumably ISO 3166-1 alpha-2.",
            "minLength": 2,
            "maxLength": 2,
            "x-provenance": "inferred",
            "x-provenance-note": "The page's sample is cut to two characters; the code list is not stated."
          },
          "recipient": {
            "type": "string",
            "description": "Person who receives the shipment.",
            "pattern": "\\S",
            "x-provenance": "seen"
          },
          "companyName": {
            "type": "string",
            "description": "Company that receives the shipment.",
            "pattern": "\\S",
            "x-provenance": "seen"
          },
          "recipientPhone": {
            "type": "string",
            "x-provenance": "seen"
          }
        },
        "x-provenance": "seen"
      },
      "card": {
        "type": "object",
        "description": "The one card of this request.",
        "required": [
          "cardId"
        ],
        "properties": {
          "articleId": {
            "type": "string",
            "description": "Article in the partner's range.",
            "minLength": 1,
            "maxLength": 256,
            "examples": [
              "KSK-K11686X"
            ],
            "x-provenance": "seen"
          },
          "cardId": {
            "type": "string",
            "description": "One card, for its whole life.",
            "minLength": 1,
            "maxLength": 256,
            "examples": [
              "CA2202040404-5GG3F4C8"
            ],
            "x-provenance": "seen"
          },
          "cardElements": {
            "type": "object",
            "description": "What is personalized, by element name. Names depend on the organisation and the layout.",
            "examples": [
              {
                "FIRST_NAME": "Astrid",
                "LAST_NAME": "Exempel",
                "EMPLOYEE_NUMBER": "100042"
              }
            ],
            "additionalProperties": {
              "type": "string",
              "x-provenance": "inferred"
            },
            "x-provenance": "inferred",
            "x-provenance-note": "The sample's keys are authored, which points to an open map."
          },
          "expectedReportDataFields": {
            "type": "array",
            "description": "Names of the fields that reportData of the Card Produced Notification must hold.",
            "items": {
              "type": "string",
              "minLength": 1,
              "examples": [
                "MIFARE_UID"
              ],
              "x-provenance": "seen"
            },
            "x-provenance": "seen"
          }
        },
        "x-provenance": "seen"
      },
      "accessories": {
        "type": "array",
        "description": "Optional accessory orders.",
        "items": {
          "type": "object",
          "required": [
            "accessoryId",
            "quantity"
          ],
          "properties": {
            "articleId": {
              "type": "string",
              "description": "Article in the partner's range.",
              "minLength": 1,
              "maxLength": 256,
              "examples": [
                "KSK-K11686X"
              ],
              "x-provenance": "seen"
            },
            "accessoryId": {
              "type": "string",
              "description": "One line of accessories in an order.",
              "minLength": 1,
              "maxLength": 256,
              "x-provenance": "seen"
            },
            "quantity": {
              "type": "integer",
              "description": "Number of pieces.",
              "minimum": 1,
              "maximum": 2147483647,
              "x-provenance": "inferred",
              "x-provenance-note": "The page's sample is 1, where an integer without a lower bound prints 0."
            }
          },
          "x-provenance": "seen"
        },
        "x-provenance": "seen"
      }
    },
    "x-provenance": "seen",
    "x-provenance-note": "The key set is complete on the vendor's page; which fields are required is not published."
  },
  "EXTERNAL_PRODUCTION_CARD_PRODUCED": {
    "type": "object",
    "required": [
      "organisationId",
      "shipmentId",
      "cardId",
      "reportData"
    ],
    "properties": {
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "cardId": {
        "type": "string",
        "description": "One card, for its whole life.",
        "minLength": 1,
        "maxLength": 256,
        "examples": [
          "CA2202040404-5GG3F4C8"
        ],
        "x-provenance": "seen"
      },
      "produced": {
        "type": "string",
        "description": "When the card was personalized.",
        "format": "date-time",
        "x-provenance": "assumed"
      },
      "reportData": {
        "type": "object",
        "description": "Readouts and other report data by field name. Holds every field of the request's expectedReportDataFields.",
        "additionalProperties": {
          "type": "string",
          "x-provenance": "inferred"
        },
        "x-provenance": "inferred",
        "x-provenance-note": "The name is stated in the Production Partner guide; a map of strings in the events of the same product's REST API."
      }
    },
    "x-provenance": "assumed"
  },
  "EXTERNAL_PRODUCTION_REPORT_OK": {
    "type": "object",
    "required": [
      "organisationId",
      "shipmentId",
      "cardId"
    ],
    "properties": {
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "cardId": {
        "type": "string",
        "description": "One card, for its whole life.",
        "minLength": 1,
        "maxLength": 256,
        "examples": [
          "CA2202040404-5GG3F4C8"
        ],
        "x-provenance": "seen"
      }
    },
    "x-provenance": "assumed"
  },
  "EXTERNAL_PRODUCTION_SHIPPED": {
    "type": "object",
    "description": "What has left the partner. Names at least one card or one accessory.",
    "required": [
      "organisationId",
      "shipmentId"
    ],
    "anyOf": [
      {
        "required": [
          "cardIds"
        ],
        "x-provenance": "assumed"
      },
      {
        "required": [
          "accessories"
        ],
        "x-provenance": "assumed"
      }
    ],
    "properties": {
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipped": {
        "type": "string",
        "description": "When the shipment left the partner.",
        "format": "date-time",
        "x-provenance": "assumed"
      },
      "cardIds": {
        "type": "array",
        "description": "The cards in this shipment. Each has been acknowledged with a Report OK Notification. The guide can also be read as if every card of the shipmentId that was reported had to be acknowledged first; assumed is that parts of a shipment do not wait for each other.",
        "minItems": 1,
        "uniqueItems": true,
        "items": {
          "type": "string",
          "description": "One card, for its whole life.",
          "minLength": 1,
          "maxLength": 256,
          "examples": [
            "CA2202040404-5GG3F4C8"
          ],
          "x-provenance": "seen"
        },
        "x-provenance": "assumed"
      },
      "accessories": {
        "type": "array",
        "description": "The accessories in this shipment.",
        "minItems": 1,
        "items": {
          "type": "object",
          "required": [
            "accessoryId",
            "quantity"
          ],
          "properties": {
            "accessoryId": {
              "type": "string",
              "description": "One line of accessories in an order.",
              "minLength": 1,
              "maxLength": 256,
              "x-provenance": "seen"
            },
            "articleId": {
              "type": "string",
              "description": "Article in the partner's range.",
              "minLength": 1,
              "maxLength": 256,
              "examples": [
                "KSK-K11686X"
              ],
              "x-provenance": "seen"
            },
            "quantity": {
              "type": "integer",
              "description": "Number of pieces.",
              "minimum": 1,
              "maximum": 2147483647,
              "x-provenance": "inferred",
              "x-provenance-note": "The page's sample is 1, where an integer without a lower bound prints 0."
            }
          },
          "x-provenance": "assumed"
        },
        "x-provenance": "assumed"
      },
      "carrier": {
        "type": "object",
        "description": "Carrier details, which NGOC may put into its e-mail to the end customer.",
        "properties": {
          "name": {
            "type": "string",
            "minLength": 1,
            "x-provenance": "assumed"
          },
          "trackingId": {
            "type": "string",
            "minLength": 1,
            "x-provenance": "assumed"
          },
          "trackingUrl": {
            "type": "string",
            "format": "uri",
            "x-provenance": "assumed"
          }
        },
        "x-provenance": "assumed"
      }
    },
    "x-provenance": "assumed"
  },
  "EXTERNAL_PRODUCTION_SHIPPED_OK": {
    "type": "object",
    "required": [
      "organisationId",
      "shipmentId"
    ],
    "properties": {
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "cardIds": {
        "type": "array",
        "description": "The cards of the notification that is acknowledged.",
        "items": {
          "type": "string",
          "description": "One card, for its whole life.",
          "minLength": 1,
          "maxLength": 256,
          "examples": [
            "CA2202040404-5GG3F4C8"
          ],
          "x-provenance": "seen"
        },
        "x-provenance": "assumed"
      }
    },
    "x-provenance": "assumed"
  },
  "EXTERNAL_PRODUCTION_ERROR": {
    "type": "object",
    "required": [
      "errorCode",
      "details"
    ],
    "properties": {
      "errorCode": {
        "type": "string",
        "description": "Why the message was refused. The Production Partner guide says that the list is closed; the vendor's list was not published.",
        "enum": [
          "INVALID_MESSAGE",
          "UNKNOWN_MESSAGE_TYPE",
          "UNKNOWN_ORGANISATION",
          "UNKNOWN_CARD",
          "UNKNOWN_SHIPMENT",
          "DUPLICATE_CARD",
          "REPORT_DATA_MISSING",
          "REPORT_DATA_INVALID",
          "CARD_NOT_PRODUCED",
          "CARD_NOT_ACKNOWLEDGED",
          "ALREADY_PRODUCED",
          "ALREADY_SHIPPED",
          "NOT_IN_SHIPMENT",
          "ACCESSORY_UNKNOWN",
          "ACCESSORY_QUANTITY_EXCEEDED",
          "ARTICLE_NOT_AVAILABLE",
          "INTERNAL_ERROR"
        ],
        "x-provenance": "assumed"
      },
      "details": {
        "type": "string",
        "description": "More about the error, for people. Never personal data.",
        "x-provenance": "seen"
      },
      "organisationId": {
        "type": "string",
        "description": "The end customer's organisation in NGOC.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "shipmentId": {
        "type": "string",
        "description": "The shipment that cards and accessories are collected in. Several requests may share it.",
        "minLength": 1,
        "maxLength": 256,
        "x-provenance": "seen"
      },
      "cardId": {
        "type": "string",
        "description": "One card, for its whole life.",
        "minLength": 1,
        "maxLength": 256,
        "examples": [
          "CA2202040404-5GG3F4C8"
        ],
        "x-provenance": "seen"
      },
      "messageId": {
        "type": "string",
        "description": "The messageId of the refused message.",
        "minLength": 1,
        "x-provenance": "assumed"
      }
    },
    "x-provenance": "assumed"
  }
};
