const id = { type: "string", minLength: 1 } as const;
const text = { type: "string" } as const;

/** The request message as JSON Schema, for the libraries that take one. */
export const schema: { readonly [keyword: string]: unknown } = {
  type: "object",
  required: ["organisationId", "shipmentId", "address", "card"],
  properties: {
    organisationId: id,
    shipmentId: id,
    ordered: { type: "string", format: "date-time" },
    address: {
      type: "object",
      anyOf: [{ required: ["recipient"] }, { required: ["companyName"] }],
      properties: {
        addressOne: text,
        addressTwo: text,
        postalCode: text,
        city: text,
        countryCode: { type: "string", minLength: 2, maxLength: 2 },
        recipient: id,
        companyName: id,
        recipientPhone: text,
      },
    },
    card: {
      type: "object",
      required: ["cardId"],
      properties: {
        articleId: id,
        cardId: id,
        cardElements: { type: "object", additionalProperties: text },
        expectedReportDataFields: { type: "array", items: id },
      },
    },
    accessories: {
      type: "array",
      items: {
        type: "object",
        required: ["accessoryId", "quantity"],
        properties: { articleId: id, accessoryId: id, quantity: { type: "integer", minimum: 1 } },
      },
    },
  },
};
