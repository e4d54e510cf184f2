/** The folders of `src` from the top down: each may import what is beneath it. docs/architecture.md says what is in them. */
export const floors: readonly (readonly string[])[] = [
  ["cli"],
  ["conformance", "console"],
  ["sandbox"],
  ["production-partner/client", "card-series-maintenance/jobs"],
  ["production-partner/ledger", "card-series-maintenance/numbering"],
  ["production-partner/orders", "card-series-maintenance/file"],
  ["production-partner/messages"],
  ["production-partner/contract", "card-series-maintenance/contract"],
  ["service-bus", "database"],
  ["telemetry", "validation", "xml", "timing"],
  ["errors"],
];

/** Draws the house: of each folder its name and the first words about it in the table of docs/architecture.md. */
export function houseHtml(architecture: string): string {
  const rooms = floors.map(
    (floor) => `<div class="floor">${floor.map((folder) => room(folder, architecture)).join("")}</div>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The house</title><style>${style}</style>
<main><h1>src, from the top down</h1>${rooms.join("\n")}
<p>The contracts in <b>spec</b> are compiled by <b>codegen</b> to <b>generated</b>, which contract, file, validation and xml stand on.</p></main></html>`;
}

function room(folder: string, architecture: string): string {
  const about = new RegExp(`^\\| \`src/${folder}\` \\| ([^|:;.?(]+)`, "m").exec(architecture)?.[1]?.trim();
  if (about === undefined) throw new Error(`The table of docs/architecture.md lacks src/${folder}`);
  return `<div class="${folder.split("/")[0]}"><b>${folder}</b><br>${about.replaceAll("`", "")}</div>`;
}

const style = `
:root { color-scheme: light dark; --partner: light-dark(#dbeafe, #17335c); --series: light-dark(#dcfce7, #14402a); --room: light-dark(#f3f4f6, #242a31); }
body { margin: 0; background: light-dark(#fff, #14171b); color: light-dark(#1b1f24, #e7eaee); font: 14px/1.35 system-ui, sans-serif; }
main { width: 960px; padding: 16px; }
h1 { font-size: 17px; margin: 0 0 8px; }
.floor { display: flex; gap: 6px; margin-bottom: 6px; }
.floor > div { flex: 1; padding: 5px 12px; border-radius: 5px; background: var(--room); border: 1px solid light-dark(#c9ced6, #475160); }
.floor > .production-partner { background: var(--partner); }
.floor > .card-series-maintenance { background: var(--series); }
p { margin: 10px 0 0; }`;
