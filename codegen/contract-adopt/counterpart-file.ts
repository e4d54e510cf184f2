import type { Contract } from "../asyncapi/model/contract.ts";
import { errorVariables } from "./binding-file.ts";
import { readerOf } from "./readers.ts";
import { messageOf, type Roles } from "./roles.ts";
import { objectLiteral } from "./source.ts";
import type { Variable, WriterPlan } from "./writer-plan.ts";
import { type WriterText, writerOf } from "./writers.ts";

const first = (...names: readonly string[]): readonly Variable[] => names.map((name) => ({ name, from: "first" }));

/** Writes NGOC's half of a binding, which the sandbox needs. */
export function counterpartFile({ messages, title }: Contract, { received, sent }: Roles): string {
  const plan = (name: string, role: WriterPlan["role"], alias: string, variables: readonly Variable[]) =>
    writerOf(messageOf(received, role), { name, role, alias, variables, rest: "invent" });
  const writers: readonly (readonly [text: WriterText, role: WriterPlan["role"]])[] = [
    [
      plan(
        "request",
        "request",
        "Request",
        first("cardId", "shipmentId", "organisationId", "expectedReportDataFields", "accessories"),
      ),
      "request",
    ],
    [plan("reportOk", "reportOk", "ReportOk", first("cardId", "shipmentId", "organisationId")), "reportOk"],
    [plan("shippedOk", "shippedOk", "ShippedOk", first("shipmentId", "organisationId", "cardIds")), "shippedOk"],
    [plan("error", "error", "Told", errorVariables), "error"],
  ];
  const readers = messages
    .filter(({ direction }) => direction !== "receive")
    .map((message) => readerOf(message, sent.get(message), "ngoc"));
  const aliases = writers.flatMap(([{ alias }, role]) => {
    const message = messageOf(received, role);
    return alias === undefined || message === undefined
      ? []
      : [`type ${alias} = SentPayload<MessageTable, ${JSON.stringify(message.type)}>;`];
  });
  const usesPart = writers.some(([text]) => text.usesPart);
  const contractNames = [...(usesPart ? ["part"] : []), ...(aliases.length > 0 ? ["type SentPayload"] : [])];
  return [
    [
      ...(contractNames.length > 0 ? [`import { ${contractNames.join(", ")} } from "cardwright/contract";`] : []),
      `import type { Counterpart } from "cardwright/sandbox";`,
      `import type { VendorTerms } from "./binding.ts";`,
      `import type { MessageTable } from "./generated/index.gen.ts";`,
    ].join("\n"),
    aliases.join("\n"),
    `/** The other half of the binding, for the sandbox: how NGOC reads and writes the messages of ${title}. */`,
    `export const counterpart: Counterpart<MessageTable, VendorTerms> = ${objectLiteral(
      [{ name: "received", text: objectLiteral(readers, "  ") }, ...writers.map(([{ entry }]) => entry)],
      "",
    )};`,
  ]
    .filter((text) => text !== "")
    .join("\n\n")
    .replace(". */\n\nexport", ". */\nexport")
    .concat("\n");
}
