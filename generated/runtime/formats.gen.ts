// Copied from codegen/runtime/formats.ts.
// Do not edit: change the source and run `npm run generate`.

const pchar = "(?:[\\w\\-.~!$&'()*+,;=:@]|%[\\da-f]{2})";
const authority =
  "(?:(?:[\\w\\-.~!$&'()*+,;=:]|%[\\da-f]{2})*@)?(?:\\[[\\da-f:.]+\\]|(?:[\\w\\-.~!$&'()*+,;=]|%[\\da-f]{2})*)(?::\\d*)?";
const path = `(?://${authority}(?:/${pchar}*)*|/(?:${pchar}+(?:/${pchar}*)*)?|${pchar}+(?:/${pchar}*)*)?`;
const uri = new RegExp(`^[a-z][a-z\\d+\\-.]*:${path}(?:\\?(?:${pchar}|[/?])*)?(?:#(?:${pchar}|[/?])*)?$`, "i");
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const label = "[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?";
const hostname = new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, "i");
const email = new RegExp(`^[\\w!#$%&'*+/=?^\`{|}~-]+(?:\\.[\\w!#$%&'*+/=?^\`{|}~-]+)*@${label}(?:\\.${label})*$`, "i");
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** Tells whether a text is an absolute URI of RFC 3986. */
export function isUri(text: string): boolean {
  return uri.test(text);
}

/** Tells whether a text is a UUID of RFC 9562 in its usual form, of any version. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Tells whether a text is a host name of RFC 1123. */
export function isHostname(text: string): boolean {
  return hostname.test(text);
}

/** Tells whether a text is an e-mail address in its dot-atom form of RFC 5321. */
export function isEmail(text: string): boolean {
  return email.test(text);
}

/** Tells whether a text is an IPv4 address in dotted decimals. */
export function isIpv4(text: string): boolean {
  return ipv4.test(text);
}
