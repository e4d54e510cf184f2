// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { Schema, type Shapes, shapesOf } from "../../src/xml/index.ts";

/** The schema, ready to validate documents with. */
export const schema: Schema = new Schema({
 "targetNamespace": "",
 "roots": [
  [
   "CardSeriesMaintenance",
   0
  ]
 ],
 "attributes": [],
 "typeNames": [
  [
   "{http://www.w3.org/2001/XMLSchema}anyType",
   0
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}anySimpleType",
   1
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}string",
   2
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}normalizedString",
   3
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}token",
   4
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}date",
   5
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}dateTime",
   6
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}decimal",
   7
  ],
  [
   "CardSeriesMaintenanceType",
   8
  ],
  [
   "CardSeriesType",
   9
  ],
  [
   "CustomerType",
   10
  ],
  [
   "AlternateKeyType",
   11
  ],
  [
   "RTPTransactionType",
   12
  ],
  [
   "RTPAmountType",
   13
  ],
  [
   "ActionType",
   14
  ],
  [
   "TextType",
   15
  ],
  [
   "IdType",
   16
  ],
  [
   "CardPrefixType",
   17
  ],
  [
   "CardSeriesSequenceType",
   18
  ],
  [
   "CardNumberType",
   19
  ],
  [
   "CurrencyType",
   20
  ],
  [
   "AmountType",
   21
  ]
 ],
 "elements": [
  {
   "name": "CardSeriesMaintenance",
   "type": 8
  },
  {
   "name": "CardSeries",
   "type": 9
  },
  {
   "name": "UserName",
   "type": 15
  },
  {
   "name": "UserOrganization",
   "type": 15
  },
  {
   "name": "CardPrefix",
   "type": 17
  },
  {
   "name": "CardSeriesSequence",
   "type": 18
  },
  {
   "name": "CardNumber",
   "type": 19
  },
  {
   "name": "RTPTransaction",
   "type": 12
  },
  {
   "name": "Customer",
   "type": 10
  },
  {
   "name": "Customer",
   "type": 10
  },
  {
   "name": "RTPTransaction",
   "type": 12
  },
  {
   "name": "CustomerID",
   "type": 15
  },
  {
   "name": "AlternateKey",
   "type": 11
  },
  {
   "name": "AlternateID",
   "type": 15
  },
  {
   "name": "RTPTransactionID",
   "type": 16
  },
  {
   "name": "OperatorID",
   "type": 16
  },
  {
   "name": "LocationID",
   "type": 16
  },
  {
   "name": "TransactionDateTime",
   "type": 6
  },
  {
   "name": "DeviceID",
   "type": 16
  },
  {
   "name": "BusinessDate",
   "type": 5
  },
  {
   "name": "RTPAmount",
   "type": 13
  },
  {
   "name": "CurrencyID",
   "type": 20
  },
  {
   "name": "Amount",
   "type": 21
  },
  {
   "name": "AwardAmount",
   "type": 21
  },
  {
   "name": "LoyaltyAmount",
   "type": 21
  }
 ],
 "types": [
  {
   "kind": "complex",
   "name": "{http://www.w3.org/2001/XMLSchema}anyType",
   "attributes": [],
   "content": {
    "kind": "any",
    "mixed": true
   }
  },
  {
   "primitive": "any",
   "whiteSpace": "preserve",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}anySimpleType"
  },
  {
   "primitive": "string",
   "whiteSpace": "preserve",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}string",
   "base": 1
  },
  {
   "primitive": "string",
   "whiteSpace": "replace",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}normalizedString",
   "base": 2
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}token",
   "base": 3
  },
  {
   "primitive": "date",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}date",
   "base": 1
  },
  {
   "primitive": "dateTime",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}dateTime",
   "base": 1
  },
  {
   "primitive": "decimal",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}decimal",
   "base": 1
  },
  {
   "kind": "complex",
   "name": "CardSeriesMaintenanceType",
   "base": 0,
   "attributes": [],
   "content": {
    "kind": "elements",
    "states": [
     {
      "next": [
       [
        1,
        1
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        1,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        1,
        2
       ]
      ]
     }
    ]
   }
  },
  {
   "kind": "complex",
   "name": "CardSeriesType",
   "base": 0,
   "attributes": [
    {
     "name": "Action",
     "type": 14,
     "required": true
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "next": [
       [
        2,
        1
       ],
       [
        3,
        2
       ],
       [
        4,
        3
       ]
      ]
     },
     {
      "next": [
       [
        3,
        2
       ],
       [
        4,
        3
       ]
      ]
     },
     {
      "next": [
       [
        4,
        3
       ]
      ]
     },
     {
      "next": [
       [
        5,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        6,
        5
       ],
       [
        7,
        6
       ],
       [
        9,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        7,
        6
       ],
       [
        9,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        8,
        8
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        10,
        9
       ]
      ]
     },
     {
      "accepts": true,
      "next": []
     },
     {
      "accepts": true,
      "next": []
     }
    ]
   }
  },
  {
   "kind": "complex",
   "name": "CustomerType",
   "base": 0,
   "attributes": [],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
      "next": [
       [
        11,
        1
       ],
       [
        12,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        12,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": []
     }
    ]
   }
  },
  {
   "kind": "complex",
   "name": "AlternateKeyType",
   "base": 0,
   "attributes": [
    {
     "name": "TypeCode",
     "type": 15
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
      "next": [
       [
        13,
        1
       ]
      ]
     },
     {
      "accepts": true,
      "next": []
     }
    ]
   }
  },
  {
   "kind": "complex",
   "name": "RTPTransactionType",
   "base": 0,
   "attributes": [],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
      "next": [
       [
        14,
        1
       ],
       [
        15,
        2
       ],
       [
        16,
        3
       ],
       [
        17,
        4
       ],
       [
        18,
        5
       ],
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        15,
        2
       ],
       [
        16,
        3
       ],
       [
        17,
        4
       ],
       [
        18,
        5
       ],
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        16,
        3
       ],
       [
        17,
        4
       ],
       [
        18,
        5
       ],
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        17,
        4
       ],
       [
        18,
        5
       ],
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        18,
        5
       ],
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        19,
        6
       ],
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        20,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": []
     }
    ]
   }
  },
  {
   "kind": "complex",
   "name": "RTPAmountType",
   "base": 0,
   "attributes": [],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
      "next": [
       [
        21,
        1
       ],
       [
        22,
        2
       ],
       [
        23,
        3
       ],
       [
        24,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        22,
        2
       ],
       [
        23,
        3
       ],
       [
        24,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        23,
        3
       ],
       [
        24,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        24,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": []
     }
    ]
   }
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "ActionType",
   "enumeration": [
    "GenerateCard"
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "TextType"
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "IdType",
   "minLength": 1
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "CardPrefixType",
   "patterns": [
    [
     "[0-9]{5,6}"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "CardSeriesSequenceType",
   "patterns": [
    [
     "[0-9]{2}"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "CardNumberType",
   "patterns": [
    [
     "[^0-9]?[0-9]{10,16}"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "CurrencyType",
   "patterns": [
    [
     "[A-Z]{3}"
    ]
   ]
  },
  {
   "primitive": "decimal",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 7,
   "name": "AmountType",
   "minInclusive": "0"
  }
 ]
});

/** How the complex types of the schema look as objects. */
export const shapes: Shapes = /* @__PURE__ */ shapesOf([
 [
  9,
  {
   "type": 9,
   "fields": [
    {
     "kind": "attribute",
     "name": "Action",
     "type": 14,
     "required": true,
     "value": "string",
     "property": "Action"
    },
    {
     "kind": "element",
     "name": "UserName",
     "type": 15,
     "value": "string",
     "property": "UserName"
    },
    {
     "kind": "element",
     "name": "UserOrganization",
     "type": 15,
     "value": "string",
     "property": "UserOrganization"
    },
    {
     "kind": "element",
     "name": "CardPrefix",
     "type": 17,
     "required": true,
     "value": "string",
     "property": "CardPrefix"
    },
    {
     "kind": "element",
     "name": "CardSeriesSequence",
     "type": 18,
     "required": true,
     "value": "string",
     "property": "CardSeriesSequence"
    },
    {
     "kind": "element",
     "name": "CardNumber",
     "type": 19,
     "value": "string",
     "property": "CardNumber"
    },
    {
     "kind": "element",
     "name": "RTPTransaction",
     "type": 12,
     "value": "object",
     "property": "RTPTransaction"
    },
    {
     "kind": "element",
     "name": "Customer",
     "type": 10,
     "value": "object",
     "property": "Customer"
    }
   ]
  }
 ],
 [
  12,
  {
   "type": 12,
   "fields": [
    {
     "kind": "element",
     "name": "RTPTransactionID",
     "type": 16,
     "value": "string",
     "property": "RTPTransactionID"
    },
    {
     "kind": "element",
     "name": "OperatorID",
     "type": 16,
     "value": "string",
     "property": "OperatorID"
    },
    {
     "kind": "element",
     "name": "LocationID",
     "type": 16,
     "value": "string",
     "property": "LocationID"
    },
    {
     "kind": "element",
     "name": "TransactionDateTime",
     "type": 6,
     "value": "string",
     "property": "TransactionDateTime"
    },
    {
     "kind": "element",
     "name": "DeviceID",
     "type": 16,
     "value": "string",
     "property": "DeviceID"
    },
    {
     "kind": "element",
     "name": "BusinessDate",
     "type": 5,
     "value": "string",
     "property": "BusinessDate"
    },
    {
     "kind": "element",
     "name": "RTPAmount",
     "type": 13,
     "value": "object",
     "property": "RTPAmount"
    }
   ]
  }
 ],
 [
  13,
  {
   "type": 13,
   "fields": [
    {
     "kind": "element",
     "name": "CurrencyID",
     "type": 20,
     "value": "string",
     "property": "CurrencyID"
    },
    {
     "kind": "element",
     "name": "Amount",
     "type": 21,
     "value": "string",
     "property": "Amount"
    },
    {
     "kind": "element",
     "name": "AwardAmount",
     "type": 21,
     "value": "string",
     "property": "AwardAmount"
    },
    {
     "kind": "element",
     "name": "LoyaltyAmount",
     "type": 21,
     "value": "string",
     "property": "LoyaltyAmount"
    }
   ]
  }
 ],
 [
  10,
  {
   "type": 10,
   "fields": [
    {
     "kind": "element",
     "name": "CustomerID",
     "type": 15,
     "value": "string",
     "property": "CustomerID"
    },
    {
     "kind": "element",
     "name": "AlternateKey",
     "type": 11,
     "value": "object",
     "property": "AlternateKey"
    }
   ]
  }
 ],
 [
  11,
  {
   "type": 11,
   "fields": [
    {
     "kind": "attribute",
     "name": "TypeCode",
     "type": 15,
     "value": "string",
     "property": "TypeCode"
    },
    {
     "kind": "element",
     "name": "AlternateID",
     "type": 15,
     "value": "string",
     "property": "AlternateID"
    }
   ]
  }
 ]
]);
