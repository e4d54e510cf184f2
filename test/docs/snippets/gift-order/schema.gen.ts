// Generated from test/fixtures/batch-schemas/gift-order.xsd (sha256 180f08261f4fa80eaefc82cf80be53e83e2c4d712bf69f1e6c9c03651bf58eb5).
// Do not edit: change the source and run `cardwright generate --xsd gift-order.xsd --out .`.

import { Schema, type Shapes, shapesOf } from "cardwright/xml";

/** The schema, ready to validate documents with. */
export const schema: Schema = new Schema({
 "targetNamespace": "urn:example:gift-order:2",
 "roots": [
  [
   "{urn:example:gift-order:2}giftOrder",
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
   "{http://www.w3.org/2001/XMLSchema}language",
   5
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}NMTOKEN",
   6
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}Name",
   7
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}NCName",
   8
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}ID",
   9
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}IDREF",
   10
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}ENTITY",
   11
  ],
  [
   "{http://www.w3.org/2001/XMLSchema}decimal",
   12
  ],
  [
   "{urn:example:gift-order:2}Card",
   13
  ]
 ],
 "elements": [
  {
   "name": "{urn:example:gift-order:2}giftOrder",
   "type": 14
  },
  {
   "name": "{urn:example:gift-order:2}number",
   "type": 15
  },
  {
   "name": "{urn:example:gift-order:2}load",
   "type": 16
  },
  {
   "name": "{urn:example:gift-order:2}owner",
   "type": 17
  },
  {
   "name": "{urn:example:gift-order:2}greeting",
   "type": 2
  },
  {
   "name": "{urn:example:gift-order:2}sender",
   "type": 4
  },
  {
   "name": "{urn:example:gift-order:2}card",
   "type": 13
  },
  {
   "name": "{urn:example:gift-order:2}client",
   "type": 4
  },
  {
   "name": "{urn:example:gift-order:2}alias",
   "type": 20
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
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}language",
   "base": 4,
   "patterns": [
    [
     "[a-zA-Z]{1,8}(?:\\u{2d}[a-zA-Z0-9]{1,8})*"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}NMTOKEN",
   "base": 4,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]+"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}Name",
   "base": 4,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}][:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]*"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}NCName",
   "base": 7,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}][:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]*"
    ],
    [
     "[[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}]]--[\\u{3a}]][[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]]--[\\u{3a}]]*"
    ]
   ]
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}ID",
   "base": 8,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}][:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]*"
    ],
    [
     "[[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}]]--[\\u{3a}]][[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]]--[\\u{3a}]]*"
    ]
   ],
   "identity": "ID"
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}IDREF",
   "base": 8,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}][:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]*"
    ],
    [
     "[[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}]]--[\\u{3a}]][[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]]--[\\u{3a}]]*"
    ]
   ],
   "identity": "IDREF"
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "name": "{http://www.w3.org/2001/XMLSchema}ENTITY",
   "base": 8,
   "patterns": [
    [
     "[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}][:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]*"
    ],
    [
     "[[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}]]--[\\u{3a}]][[[:A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}]]--[\\u{3a}]]*"
    ]
   ],
   "identity": "ENTITY"
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
   "name": "{urn:example:gift-order:2}Card",
   "base": 0,
   "attributes": [
    {
     "name": "kind",
     "type": 18,
     "required": true
    },
    {
     "name": "run",
     "type": 19,
     "required": true
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "accepts": true,
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
       ],
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
        2,
        2
       ],
       [
        3,
        3
       ],
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
        3,
        3
       ],
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
        4,
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
   "kind": "complex",
   "base": 0,
   "attributes": [
    {
     "name": "release",
     "type": 4,
     "required": true
    }
   ],
   "content": {
    "kind": "elements",
    "states": [
     {
      "next": [
       [
        5,
        1
       ]
      ]
     },
     {
      "next": [
       [
        6,
        2
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        6,
        3
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        6,
        3
       ]
      ]
     }
    ]
   }
  },
  {
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
   "patterns": [
    [
     "[0-9]{10,16}"
    ]
   ]
  },
  {
   "kind": "complex",
   "base": 12,
   "derivation": "extension",
   "attributes": [
    {
     "name": "currency",
     "type": 4,
     "required": true
    }
   ],
   "content": {
    "kind": "simple",
    "type": 12
   }
  },
  {
   "kind": "complex",
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
       ]
      ]
     },
     {
      "accepts": true,
      "next": [
       [
        8,
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
   "primitive": "string",
   "whiteSpace": "collapse",
   "kind": "simple",
   "base": 4,
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
   "patterns": [
    [
     "[0-9]{2}"
    ]
   ]
  },
  {
   "kind": "complex",
   "base": 4,
   "derivation": "extension",
   "attributes": [
    {
     "name": "scheme",
     "type": 4
    }
   ],
   "content": {
    "kind": "simple",
    "type": 4
   }
  }
 ]
});

/** How the complex types of the schema look as objects. */
export const shapes: Shapes = /* @__PURE__ */ shapesOf([
 [
  14,
  {
   "type": 14,
   "fields": [
    {
     "kind": "attribute",
     "name": "release",
     "type": 4,
     "required": true,
     "value": "string",
     "property": "release"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}sender",
     "type": 4,
     "required": true,
     "value": "string",
     "property": "sender"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}card",
     "type": 13,
     "repeated": true,
     "value": "object",
     "property": "card",
     "records": true
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
     "kind": "attribute",
     "name": "kind",
     "type": 18,
     "required": true,
     "value": "string",
     "property": "kind"
    },
    {
     "kind": "attribute",
     "name": "run",
     "type": 19,
     "required": true,
     "value": "string",
     "property": "run"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}number",
     "type": 15,
     "value": "string",
     "property": "number"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}load",
     "type": 16,
     "value": "object",
     "property": "load"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}owner",
     "type": 17,
     "value": "object",
     "property": "owner"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}greeting",
     "type": 2,
     "value": "string",
     "property": "greeting"
    }
   ]
  }
 ],
 [
  16,
  {
   "type": 16,
   "fields": [
    {
     "kind": "attribute",
     "name": "currency",
     "type": 4,
     "required": true,
     "value": "string",
     "property": "currency"
    },
    {
     "property": "text",
     "kind": "text",
     "name": "",
     "type": 12,
     "required": true,
     "value": "string"
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
     "kind": "element",
     "name": "{urn:example:gift-order:2}client",
     "type": 4,
     "value": "string",
     "property": "client"
    },
    {
     "kind": "element",
     "name": "{urn:example:gift-order:2}alias",
     "type": 20,
     "value": "object",
     "property": "alias"
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
     "kind": "attribute",
     "name": "scheme",
     "type": 4,
     "value": "string",
     "property": "scheme"
    },
    {
     "property": "text",
     "kind": "text",
     "name": "",
     "type": 4,
     "required": true,
     "value": "string"
    }
   ]
  }
 ]
]);
