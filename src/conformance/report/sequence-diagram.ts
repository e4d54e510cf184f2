import type { WireEntry } from "../case-log.ts";
import { escapeMarkup } from "./junit.ts";

const maxEntries = 80;
const maxText = 52;
const rowHeight = 30;
const top = 44;
const [left, right, width] = [130, 590, 720];

/**
 * The messages of a case as an inline SVG, NGOC on the left and the application on the right. Its colours are those of the
 * text around it, so that it can be read in light and dark, and printed. What it shows is in the table of messages, too.
 */
export function sequenceDiagram(id: string, wire: readonly WireEntry[]): string {
  if (wire.length === 0) return "";
  const shown = wire.slice(0, maxEntries);
  const leftOut = wire.length - shown.length;
  const rows = shown.map((entry, at) => row(entry, top + (at + 1) * rowHeight));
  const bottom = top + (shown.length + 1) * rowHeight;
  const rest = leftOut === 0 ? "" : note(`and ${leftOut} more, see the table`, bottom);
  const height = bottom + (leftOut === 0 ? 10 : 24);
  const count = (way: WireEntry["way"]): number => wire.filter((entry) => entry.way === way).length;
  const says = `${count("to-partner")} messages from NGOC and ${count("from-partner")} from the application, in order.`;
  return `<svg class="sequence" role="img" aria-labelledby="${id}-diagram" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}-diagram">Sequence of ${id}: ${says} The table of messages says the same in words.</title>
<text x="${left}" y="20" text-anchor="middle" class="name">NGOC (the kit)</text><text x="${right}" y="20" text-anchor="middle" class="name">application</text>
<line class="life" x1="${left}" y1="30" x2="${left}" y2="${bottom}"/><line class="life" x1="${right}" y1="30" x2="${right}" y2="${bottom}"/>
${rows.join("\n")}${rest}
</svg>`;
}

function row({ atMs, way, subject, correlationId }: WireEntry, y: number): string {
  const time = `<text class="time" x="${left - 12}" y="${y + 4}" text-anchor="end">${atMs} ms</text>`;
  if (way === "note") return time + note(subject, y + 4);
  const [from, to] = way === "to-partner" ? [left, right] : [right, left];
  const back = way === "to-partner" ? -9 : 9;
  const head = `M ${to + back} ${y - 5} L ${to} ${y} L ${to + back} ${y + 5}`;
  const answers = correlationId === undefined ? "" : " (an answer)";
  const label = `<text x="${(left + right) / 2}" y="${y - 6}" text-anchor="middle">${escapeMarkup(short(subject + answers))}</text>`;
  return `${time}<path class="arrow" d="M ${from} ${y} L ${to} ${y} ${head}"/>${label}`;
}

function note(text: string, y: number): string {
  return `<text class="note" x="${(left + right) / 2}" y="${y}" text-anchor="middle">${escapeMarkup(short(text))}</text>`;
}

function short(text: string): string {
  return text.length > maxText ? `${text.slice(0, maxText - 1)}…` : text;
}
