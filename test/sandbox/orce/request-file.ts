import type { CardRequest } from "../../../src/card-series-maintenance/contract/read-request.ts";

/** Writes a request as XML, also one that the schema refuses. */
function xml(one: object, name: string, attributes: string): string {
  const children = Object.entries(one)
    .filter(([key]) => key !== "Action" && key !== "TypeCode")
    .map(([key, value]) =>
      typeof value === "string"
        ? `<${key}>${value}</${key}>`
        : xml(value, key, "TypeCode" in value ? ` TypeCode="${value.TypeCode}"` : ""),
    );
  return `<${name}${attributes}>${children.join("")}</${name}>`;
}
const ordered = ({ CardPrefix, CardSeriesSequence, CardNumber, RTPTransaction, Customer }: CardRequest) =>
  Object.fromEntries(
    Object.entries({ CardPrefix, CardSeriesSequence, CardNumber, RTPTransaction, Customer }).filter(
      ([, value]) => value !== undefined,
    ),
  );
/** Writes a batch file of requests, also of such that the schema refuses. */
export const requestFile = (...requests: readonly CardRequest[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CardSeriesMaintenance>\n${requests.map((one) => `  ${xml(ordered(one), "CardSeries", ` Action="${one.Action}"`)}\n`).join("")}</CardSeriesMaintenance>\n`;
