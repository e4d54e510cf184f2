// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { Schema, type Shapes, shapesOf } from "../../src/xml/index.ts";

/** The schema, ready to validate documents with. */
export const schema: Schema = new Schema({
 "targetNamespace": "",
 "roots": [
  [
   "CardSeriesMaintenance",
   24
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
   "ActionType",
   10
  ],
  [
   "TextType",
   11
  ],
  [
   "CardPrefixType",
   12
  ],
  [
   "CardSeriesSequenceType",
   13
  ],
  [
   "CardNumberType",
   14
  ],
  [
   "RTPTransactionType",
   15
  ],
  [
   "IdType",
   16
  ],
  [
   "RTPAmountType",
   17
  ],
  [
   "CurrencyType",
   18
  ],
  [
   "AmountType",
   19
  ],
  [
   "CustomerType",
   20
  ],
  [
   "AlternateKeyType",
   21
  ]
 ],
 "elements": [
  {
   "name": "CardSeries",
   "type": 9
  },
  {
   "name": "UserName",
   "type": 11
  },
  {
   "name": "UserOrganization",
   "type": 11
  },
  {
   "name": "CardPrefix",
   "type": 12
  },
  {
   "name": "CardSeriesSequence",
   "type": 13
  },
  {
   "name": "CardNumber",
   "type": 14
  },
  {
   "name": "RTPTransaction",
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
   "type": 17
  },
  {
   "name": "CurrencyID",
   "type": 18
  },
  {
   "name": "Amount",
   "type": 19
  },
  {
   "name": "AwardAmount",
   "type": 19
  },
  {
   "name": "LoyaltyAmount",
   "type": 19
  },
  {
   "name": "Customer",
   "type": 20
  },
  {
   "name": "CustomerID",
   "type": 11
  },
  {
   "name": "AlternateKey",
   "type": 21
  },
  {
   "name": "AlternateID",
   "type": 11
  },
  {
   "name": "Customer",
   "type": 20
  },
  {
   "name": "RTPTransaction",
   "type": 15
  },
  {
   "name": "CardSeriesMaintenance",
   "type": 8
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
        0,
        1
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        0,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        0,
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
     "type": 10,
     "required": true
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "next": [
       [
        1,
        1
       ],
       [
        2,
        2
       ],
       [
        3,
        3
       ]
      ]
     },
     {
      "next": [
       [
        2,
        2
       ],
       [
        3,
        3
       ]
      ]
     },
     {
      "next": [
       [
        3,
        3
       ]
      ]
     },
     {
      "next": [
       [
        4,
        4
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        5,
        5
       ],
       [
        6,
        6
       ],
       [
        22,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        6,
        6
       ],
       [
        22,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        18,
        8
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        23,
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
        7,
        1
       ],
       [
        8,
        2
       ],
       [
        9,
        3
       ],
       [
        10,
        4
       ],
       [
        11,
        5
       ],
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        8,
        2
       ],
       [
        9,
        3
       ],
       [
        10,
        4
       ],
       [
        11,
        5
       ],
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        9,
        3
       ],
       [
        10,
        4
       ],
       [
        11,
        5
       ],
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        10,
        4
       ],
       [
        11,
        5
       ],
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        11,
        5
       ],
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        12,
        6
       ],
       [
        13,
        7
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        13,
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
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "name": "IdType",
   "minLength": 1
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
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        17,
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
        19,
        1
       ],
       [
        20,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        20,
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
     "type": 11
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
      "next": [
       [
        21,
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
     "property": "Action",
     "kind": "attribute",
     "name": "Action",
     "type": 10,
     "required": true,
     "value": "string"
    },
    {
     "property": "UserName",
     "kind": "element",
     "name": "UserName",
     "type": 11,
     "value": "string"
    },
    {
     "property": "UserOrganization",
     "kind": "element",
     "name": "UserOrganization",
     "type": 11,
     "value": "string"
    },
    {
     "property": "CardPrefix",
     "kind": "element",
     "name": "CardPrefix",
     "type": 12,
     "required": true,
     "value": "string"
    },
    {
     "property": "CardSeriesSequence",
     "kind": "element",
     "name": "CardSeriesSequence",
     "type": 13,
     "required": true,
     "value": "string"
    },
    {
     "property": "CardNumber",
     "kind": "element",
     "name": "CardNumber",
     "type": 14,
     "value": "string"
    },
    {
     "property": "RTPTransaction",
     "kind": "element",
     "name": "RTPTransaction",
     "type": 15,
     "value": "object"
    },
    {
     "property": "Customer",
     "kind": "element",
     "name": "Customer",
     "type": 20,
     "value": "object"
    }
   ]
  }
 ],
 [
  15,
  {
   "type": 15,
   "fields": [
    {
     "property": "RTPTransactionID",
     "kind": "element",
     "name": "RTPTransactionID",
     "type": 16,
     "value": "string"
    },
    {
     "property": "OperatorID",
     "kind": "element",
     "name": "OperatorID",
     "type": 16,
     "value": "string"
    },
    {
     "property": "LocationID",
     "kind": "element",
     "name": "LocationID",
     "type": 16,
     "value": "string"
    },
    {
     "property": "TransactionDateTime",
     "kind": "element",
     "name": "TransactionDateTime",
     "type": 6,
     "value": "string"
    },
    {
     "property": "DeviceID",
     "kind": "element",
     "name": "DeviceID",
     "type": 16,
     "value": "string"
    },
    {
     "property": "BusinessDate",
     "kind": "element",
     "name": "BusinessDate",
     "type": 5,
     "value": "string"
    },
    {
     "property": "RTPAmount",
     "kind": "element",
     "name": "RTPAmount",
     "type": 17,
     "value": "object"
    }
   ]
  }
 ],
 [
  17,
  {
   "type": 17,
   "fields": [
    {
     "property": "CurrencyID",
     "kind": "element",
     "name": "CurrencyID",
     "type": 18,
     "value": "string"
    },
    {
     "property": "Amount",
     "kind": "element",
     "name": "Amount",
     "type": 19,
     "value": "string"
    },
    {
     "property": "AwardAmount",
     "kind": "element",
     "name": "AwardAmount",
     "type": 19,
     "value": "string"
    },
    {
     "property": "LoyaltyAmount",
     "kind": "element",
     "name": "LoyaltyAmount",
     "type": 19,
     "value": "string"
    }
   ]
  }
 ],
 [
  20,
  {
   "type": 20,
   "fields": [
    {
     "property": "CustomerID",
     "kind": "element",
     "name": "CustomerID",
     "type": 11,
     "value": "string"
    },
    {
     "property": "AlternateKey",
     "kind": "element",
     "name": "AlternateKey",
     "type": 21,
     "value": "object"
    }
   ]
  }
 ],
 [
  21,
  {
   "type": 21,
   "fields": [
    {
     "property": "TypeCode",
     "kind": "attribute",
     "name": "TypeCode",
     "type": 11,
     "value": "string"
    },
    {
     "property": "AlternateID",
     "kind": "element",
     "name": "AlternateID",
     "type": 11,
     "value": "string"
    }
   ]
  }
 ]
]);
