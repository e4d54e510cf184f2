import { isDate, isDateTime, isTime } from "../../runtime/date-time.ts";
import { isEmail, isHostname, isIpv4, isUri, isUuid } from "../../runtime/formats.ts";

interface FormatCheck {
  readonly name: string;
  /** Module of the generated runtime that exports the check under its own name. */
  readonly module: string;
  readonly check: (text: string) => boolean;
}

/** The formats that validators check, with the runtime function that does it. */
export const formatChecks: readonly FormatCheck[] = [
  { name: "date-time", module: "date-time", check: isDateTime },
  { name: "date", module: "date-time", check: isDate },
  { name: "time", module: "date-time", check: isTime },
  { name: "uri", module: "formats", check: isUri },
  { name: "uuid", module: "formats", check: isUuid },
  { name: "email", module: "formats", check: isEmail },
  { name: "hostname", module: "formats", check: isHostname },
  { name: "ipv4", module: "formats", check: isIpv4 },
];
