// Generated from test/support/contracts/vendor-c/asyncapi.yaml (sha256 3b7b937a252a4f8778058da4a19143bbf6045bdec23bed8a4ad0330044eb5dbf).
// Do not edit: change the source and run `npm run generate`.

/** The JSON Schema of every payload by message type, with the provenance of each field. */
export const annotatedSchemas: { readonly [type: string]: { readonly [keyword: string]: unknown } } = {
  "BadgeRequest": {
    "type": "object",
    "required": [
      "badge",
      "parcel"
    ],
    "properties": {
      "badge": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "parcel": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "print": {
        "type": "object",
        "additionalProperties": {}
      },
      "report": {
        "type": "array",
        "items": {
          "type": "string"
        }
      },
      "extras": {
        "type": "array",
        "description": "Ids of accessories that go into the parcel.",
        "uniqueItems": true,
        "items": {
          "type": "string",
          "pattern": "^[A-Z0-9-]{1,40}$"
        }
      },
      "deadline": {
        "type": "string",
        "format": "date"
      }
    }
  },
  "BadgeChecked": {
    "type": "object",
    "required": [
      "badge"
    ],
    "properties": {
      "badge": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      }
    }
  },
  "ParcelChecked": {
    "type": "object",
    "required": [
      "parcel"
    ],
    "properties": {
      "parcel": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "badges": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[A-Z0-9-]{1,40}$"
        }
      }
    }
  },
  "OfficeRejection": {
    "type": "object",
    "required": [
      "reason"
    ],
    "properties": {
      "reason": {
        "type": "string",
        "enum": [
          "R01",
          "R02",
          "R03",
          "R09"
        ]
      },
      "remark": {
        "type": "string",
        "maxLength": 400
      },
      "message": {
        "type": "string"
      },
      "badge": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "parcel": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      }
    }
  },
  "BadgePrinted": {
    "type": "object",
    "required": [
      "badge",
      "values"
    ],
    "properties": {
      "badge": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "values": {
        "type": "object",
        "additionalProperties": {
          "type": "string"
        }
      }
    }
  },
  "ParcelPosted": {
    "type": "object",
    "required": [
      "parcel",
      "badges"
    ],
    "properties": {
      "parcel": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "badges": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[A-Z0-9-]{1,40}$"
        }
      },
      "extras": {
        "type": "array",
        "items": {
          "type": "string",
          "pattern": "^[A-Z0-9-]{1,40}$"
        }
      },
      "postedOn": {
        "type": "string",
        "format": "date-time"
      }
    }
  },
  "ShopRefusal": {
    "type": "object",
    "required": [
      "reason"
    ],
    "properties": {
      "reason": {
        "type": "string",
        "enum": [
          "R01",
          "R02",
          "R03",
          "R09"
        ]
      },
      "remark": {
        "type": "string",
        "maxLength": 400
      },
      "message": {
        "type": "string"
      },
      "badge": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      },
      "parcel": {
        "type": "string",
        "pattern": "^[A-Z0-9-]{1,40}$"
      }
    }
  }
};
