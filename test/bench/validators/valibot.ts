import * as v from "valibot";

const id = v.pipe(v.string(), v.minLength(1));

/** The request message in valibot, as its users would write it. */
export const request: v.GenericSchema = v.object({
  organisationId: id,
  shipmentId: id,
  ordered: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  address: v.pipe(
    v.object({
      addressOne: v.optional(v.string()),
      addressTwo: v.optional(v.string()),
      postalCode: v.optional(v.string()),
      city: v.optional(v.string()),
      countryCode: v.optional(v.pipe(v.string(), v.length(2))),
      recipient: v.optional(id),
      companyName: v.optional(id),
      recipientPhone: v.optional(v.string()),
    }),
    v.check(({ recipient, companyName }) => recipient !== undefined || companyName !== undefined),
  ),
  card: v.object({
    articleId: v.optional(id),
    cardId: id,
    cardElements: v.optional(v.record(v.string(), v.string())),
    expectedReportDataFields: v.optional(v.array(id)),
  }),
  accessories: v.optional(
    v.array(
      v.object({
        articleId: v.optional(id),
        accessoryId: id,
        quantity: v.pipe(v.number(), v.integer(), v.minValue(1)),
      }),
    ),
  ),
});

/** Validates with every issue, as the others do. */
export function isRequest(value: unknown): boolean {
  return v.safeParse(request, value).success;
}
