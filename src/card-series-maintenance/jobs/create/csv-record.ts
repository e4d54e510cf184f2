/** Writes a record of CSV as in RFC 4180. */
export function csvRecord(values: readonly string[], delimiter: string): string {
  const texts = values.map((value) =>
    value.includes(delimiter) || /^\s|\s$|["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
  );
  return `${texts.join(delimiter)}\r\n`;
}
