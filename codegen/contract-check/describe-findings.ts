import type { Finding } from "./finding.ts";

const headings = { receive: "RECEIVED", send: "SENT" } as const;

/** Lists findings by direction, worst first. */
export function describeFindings(findings: readonly Finding[]): string {
  if (findings.length === 0) return "The client receives and sends what the document says.";
  const sections = (["receive", "send"] as const).flatMap((direction) => {
    const found = findings.filter((finding) => finding.direction === direction);
    const breaking = found.filter(({ isBreaking }) => isBreaking).length;
    const counts = `${breaking} breaking, ${found.length - breaking} harmless`;
    return found.length === 0 ? [] : [[`${headings[direction]} (${counts})`, ...found.map(line)].join("\n")];
  });
  return sections.join("\n\n");
}

function line({ kind, message, detail, when, at, effect }: Finding): string {
  const example = when === "" ? "" : ` (for example: ${when})`;
  return `  ${message}: ${kind}: ${detail}${example}\n    ${at.file}:${at.line} ${at.pointer || "(root)"}\n    ${effect}`;
}
