/** An export as a shop's Excel writes it, with everything that goes wrong in them. */
export interface DirtyExport {
  readonly bytes: Buffer;
  /** The customers who are named in it, each once. */
  readonly customers: ReadonlySet<string>;
  /** Those who do not exist in ORCE. */
  readonly unknown: ReadonlySet<string>;
  readonly blankRows: number;
}

const names = ["Müller", "Weiß", "Özdemir", "O'Brien", 'Groß "Karl"', "Schmidt; Söhne", "Zoë\r\nVan der Berg", "Å"];
const badAmounts = ["12.50", "abc", "1.23,4", "-5,00", "12,5,0", "5 €"];

/** Makes an export of a number of customers; a seed makes it repeatable. */
export function dirtyExport(options: {
  readonly rows: number;
  readonly random: () => number;
  readonly encoding: "utf-8" | "windows-1252";
}): DirtyExport {
  const { rows, random, encoding } = options;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const customers = new Set<string>();
  const unknown = new Set<string>();
  const lines = ["Kundennr;Nachname;Guthaben;Datum;username"];
  let blankRows = 0;
  const cell = (value: string) => (/[;"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const line = (customer: string, amount: string, date = "01.05.2026") =>
    [customer, pick(names), amount, date, pick(["x", ""])].map(cell).join(";");
  for (let row = 1; row <= rows; row++) {
    const customer = `K${String(row).padStart(7, "0")}`;
    const euros = Math.floor(random() * 3_000);
    const amount = pick([
      `${euros},50`,
      `${euros}`,
      euros > 999 ? `${Math.floor(euros / 1_000)}.${String(euros % 1_000).padStart(3, "0")},00` : "5,00",
      "",
    ]);
    const chance = random();
    if (chance < 0.002) lines.push(line("", amount));
    else {
      customers.add(customer);
      if (chance > 0.99) unknown.add(customer);
      if (chance < 0.004) lines.push(line(customer, pick(badAmounts)));
      else if (chance < 0.005) lines.push(line(customer, amount, "31.02.2026"));
      else lines.push(line(customer, amount));
      if (chance > 0.5 && chance < 0.503) lines.push(line(customer, "5,00"));
    }
    if (chance > 0.4 && chance < 0.401) {
      lines.push(pick([";;;;", " ; ;; ;"]));
      blankRows++;
    }
  }
  for (let row = 0; row < 7; row++) lines.push(";;;;");
  const text = `${lines.join("\r\n")}\r\n`;
  const bytes =
    encoding === "utf-8" ? Buffer.from(`\ufeff${text}`) : Buffer.from(text.replaceAll("€", "\x80"), "latin1");
  return { bytes, customers, unknown, blankRows: blankRows + 7 };
}

/**
 * Corrects a CSV of rejected rows as a person does: amounts and dates are written anew, second rows of a customer and
 * rows without one are deleted.
 */
export function corrected(rejected: string): string {
  const [header = "", ...rows] = rejected.split(/\r\n(?=K\d{7};|;|$)/);
  const kept = rows.flatMap((row) => {
    const values = /^(K\d{7});(.*);([^;]*);([^;]*);([^;]*);("?line \d+: .*)$/s.exec(row);
    if (values === null) return [];
    const [, customer, name, , , user, reason = ""] = values;
    return reason.includes("is the same as") ? [] : [`${customer};${name};5,00;01.05.2026;${user};${reason}`];
  });
  return `${[header, ...kept].join("\r\n")}\r\n`;
}
