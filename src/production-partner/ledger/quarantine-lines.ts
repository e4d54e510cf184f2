import type { Quarantine, QuarantinedMessage, QuarantineFilter } from "./quarantine.ts";
import { bodyOf } from "./raw-message.ts";

/**
 * Exports the quarantine as JSON lines, the oldest first: one object for each message, with its body as `text`, or as
 * `base64` when it is not text. Holds personal data.
 */
export async function* quarantineLines(
  quarantine: Pick<Quarantine, "list" | "show">,
  filter: QuarantineFilter = {},
): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const page = await quarantine.list({ ...filter, ...(after !== undefined && { after }) });
    for (const { id } of page.items) {
      const entry = await quarantine.show(id);
      // Purged in the meantime.
      if (entry !== undefined) yield JSON.stringify(lineOf(entry));
    }
    if (page.next === undefined) return;
    after = page.next;
  }
}

function lineOf({ raw, ...entry }: QuarantinedMessage): object {
  const { body: _body, ...envelope } = raw;
  return { ...entry, raw: { ...envelope, body: bodyOf(raw) } };
}
