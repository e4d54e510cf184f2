import * as z from "zod";

const id = z.string().min(1);

/** The request message in zod 4, as its users would write it. */
export const request: z.ZodType = z.object({
  organisationId: id,
  shipmentId: id,
  ordered: z.iso.datetime({ offset: true }).optional(),
  address: z
    .object({
      addressOne: z.string().optional(),
      addressTwo: z.string().optional(),
      postalCode: z.string().optional(),
      city: z.string().optional(),
      countryCode: z.string().length(2).optional(),
      recipient: id.optional(),
      companyName: id.optional(),
      recipientPhone: z.string().optional(),
    })
    .refine(({ recipient, companyName }) => recipient !== undefined || companyName !== undefined),
  card: z.object({
    articleId: id.optional(),
    cardId: id,
    cardElements: z.record(z.string(), z.string()).optional(),
    expectedReportDataFields: z.array(id).optional(),
  }),
  accessories: z.array(z.object({ articleId: id.optional(), accessoryId: id, quantity: z.int().min(1) })).optional(),
});
