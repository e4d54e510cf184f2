// Generated from test/support/contracts/vendor-a/asyncapi.yaml (sha256 6c236b6a0f8ad6a53977cedb444db2698fcdad6a766ed3138579a3c73b73ae30).
// Do not edit: change the source and run `npm run generate`.

/** The JSON Schema of every payload by message type, with the provenance of each field. */
export const annotatedSchemas: { readonly [type: string]: { readonly [keyword: string]: unknown } } = {
  "BUREAU_ORDER": {
    "type": "object",
    "required": [
      "organisationId",
      "shipmentRef",
      "receiver",
      "card"
    ],
    "properties": {
      "organisationId": {
        "type": "string"
      },
      "shipmentRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "receiver": {
        "type": "object",
        "properties": {
          "person": {
            "type": "string"
          },
          "company": {
            "type": "string"
          },
          "lines": {
            "type": "array",
            "maxItems": 6,
            "items": {
              "type": "string"
            }
          }
        }
      },
      "card": {
        "type": "object",
        "required": [
          "cardRef"
        ],
        "properties": {
          "cardRef": {
            "type": "string",
            "minLength": 1,
            "maxLength": 64
          },
          "design": {
            "type": "string"
          },
          "texts": {
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "readouts": {
            "type": "array",
            "description": "What the report of the card must hold.",
            "items": {
              "type": "string"
            }
          }
        }
      },
      "accessories": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "lineRef",
            "pieces"
          ],
          "properties": {
            "lineRef": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "article": {
              "type": "string"
            },
            "pieces": {
              "type": "integer",
              "minimum": 1,
              "maximum": 100000
            }
          }
        }
      },
      "priority": {
        "type": "string",
        "enum": [
          "NORMAL",
          "EXPRESS"
        ]
      }
    }
  },
  "BUREAU_ORDER_CANCELLED": {
    "type": "object",
    "required": [
      "cardRef"
    ],
    "properties": {
      "cardRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "reason": {
        "type": "string"
      }
    }
  },
  "BUREAU_ACCEPTED": {
    "type": "object",
    "required": [
      "accepted",
      "shipmentRef"
    ],
    "properties": {
      "accepted": {
        "type": "string",
        "enum": [
          "CARD",
          "DISPATCH"
        ]
      },
      "shipmentRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "cardRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      }
    }
  },
  "BUREAU_FAILURE": {
    "type": "object",
    "required": [
      "code",
      "text"
    ],
    "properties": {
      "code": {
        "type": "string",
        "enum": [
          "MALFORMED",
          "NOT_SUPPORTED",
          "NO_SUCH_CARD",
          "NO_SUCH_SHIPMENT",
          "WRONG_ORDER_OF_EVENTS",
          "INCOMPLETE",
          "TOO_MANY",
          "FAILED"
        ]
      },
      "text": {
        "type": "string"
      },
      "failedMessage": {
        "type": "string"
      },
      "cardRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "shipmentRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      }
    }
  },
  "BUREAU_CARD_DONE": {
    "type": "object",
    "required": [
      "shipmentRef",
      "cardRef",
      "readouts"
    ],
    "properties": {
      "shipmentRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "cardRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "doneAt": {
        "type": "string",
        "format": "date-time"
      },
      "readouts": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      },
      "machine": {
        "type": "string",
        "description": "The machine that made the card."
      }
    }
  },
  "BUREAU_DISPATCHED": {
    "type": "object",
    "required": [
      "shipmentRef"
    ],
    "properties": {
      "shipmentRef": {
        "type": "string",
        "minLength": 1,
        "maxLength": 64
      },
      "dispatchedAt": {
        "type": "string",
        "format": "date-time"
      },
      "cardRefs": {
        "type": "array",
        "items": {
          "type": "string",
          "minLength": 1,
          "maxLength": 64
        }
      },
      "accessories": {
        "type": "array",
        "items": {
          "type": "object",
          "required": [
            "lineRef",
            "pieces"
          ],
          "properties": {
            "lineRef": {
              "type": "string",
              "minLength": 1,
              "maxLength": 64
            },
            "pieces": {
              "type": "integer",
              "minimum": 1,
              "maximum": 100000
            }
          }
        }
      },
      "parcelNumber": {
        "type": "string"
      }
    }
  }
};
