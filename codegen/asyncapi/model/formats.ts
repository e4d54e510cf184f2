import { isDate, isDateTime, isTime } from "../../../src/validation/date-time.ts";
import * as formats from "../../../src/validation/formats.ts";

interface FormatCheck {
  readonly name: string;
  /** A function of the validation runtime, exported under its own name. */
  readonly check: (text: string) => boolean;
}

/** The formats that validators check, with the runtime function that does it. */
export const formatChecks: readonly FormatCheck[] = [
  { name: "date-time", check: isDateTime },
  { name: "date", check: isDate },
  { name: "time", check: isTime },
  { name: "duration", check: formats.isDuration },
  { name: "uri", check: formats.isUri },
  { name: "uri-reference", check: formats.isUriReference },
  { name: "uri-template", check: formats.isUriTemplate },
  { name: "iri", check: formats.isIri },
  { name: "iri-reference", check: formats.isIriReference },
  { name: "uuid", check: formats.isUuid },
  { name: "email", check: formats.isEmail },
  { name: "idn-email", check: formats.isIdnEmail },
  { name: "hostname", check: formats.isHostname },
  { name: "idn-hostname", check: formats.isIdnHostname },
  { name: "ipv4", check: formats.isIpv4 },
  { name: "ipv6", check: formats.isIpv6 },
  { name: "json-pointer", check: formats.isJsonPointer },
  { name: "relative-json-pointer", check: formats.isRelativeJsonPointer },
  { name: "regex", check: formats.isRegex },
  { name: "byte", check: formats.isBase64 },
];

/** The names of the formats that validators check. */
export const checkedFormats: ReadonlySet<string> = new Set(formatChecks.map(({ name }) => name));
