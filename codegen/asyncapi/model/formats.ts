import { isDate, isDateTime, isTime } from "../../runtime/date-time.ts";
import * as formats from "../../runtime/formats.ts";

interface FormatCheck {
  readonly name: string;
  /** Module of the generated runtime that exports the check under its own name. */
  readonly module: "date-time" | "formats";
  readonly check: (text: string) => boolean;
}

const text = (name: string, check: (text: string) => boolean): FormatCheck => ({ name, module: "formats", check });

/** The formats that validators check, with the runtime function that does it. */
export const formatChecks: readonly FormatCheck[] = [
  { name: "date-time", module: "date-time", check: isDateTime },
  { name: "date", module: "date-time", check: isDate },
  { name: "time", module: "date-time", check: isTime },
  text("duration", formats.isDuration),
  text("uri", formats.isUri),
  text("uri-reference", formats.isUriReference),
  text("uri-template", formats.isUriTemplate),
  text("iri", formats.isIri),
  text("iri-reference", formats.isIriReference),
  text("uuid", formats.isUuid),
  text("email", formats.isEmail),
  text("idn-email", formats.isIdnEmail),
  text("hostname", formats.isHostname),
  text("idn-hostname", formats.isIdnHostname),
  text("ipv4", formats.isIpv4),
  text("ipv6", formats.isIpv6),
  text("json-pointer", formats.isJsonPointer),
  text("relative-json-pointer", formats.isRelativeJsonPointer),
  text("regex", formats.isRegex),
  text("byte", formats.isBase64),
];

/** The names of the formats that validators check. */
export const checkedFormats: ReadonlySet<string> = new Set(formatChecks.map(({ name }) => name));
