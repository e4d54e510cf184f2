// Characters as RFC 3986 and, with `wide`, RFC 3987 allow them.
const wide = "\\u00a0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef\\u{10000}-\\u{efffd}";
const encoded = "%[\\da-fA-F]{2}";

const uri: RegExp = /* @__PURE__ */ reference({ letters: "", needsScheme: true });
const uriReference: RegExp = /* @__PURE__ */ reference({ letters: "", needsScheme: false });
const iri: RegExp = /* @__PURE__ */ reference({ letters: wide, needsScheme: true });
const iriReference: RegExp = /* @__PURE__ */ reference({ letters: wide, needsScheme: false });

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;
const label = "[a-z\\d](?:[a-z\\d-]{0,61}[a-z\\d])?";
const wideLabel = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}\\p{M}\\-\\u00b7]{0,61}[\\p{L}\\p{N}\\p{M}])?";
const hostname: RegExp = /* @__PURE__ */ new RegExp(`^(?=.{1,253}$)${label}(?:\\.${label})*$`, "i");
const idnHostname: RegExp = /* @__PURE__ */ new RegExp(`^(?=.{1,253}$)${wideLabel}(?:[.\\u3002]${wideLabel})*$`, "u");
const atom = "[\\w!#$%&'*+/=?^`{|}~\\-]+";
const email: RegExp = /* @__PURE__ */ new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`, "i");
const idnEmail: RegExp = /* @__PURE__ */ new RegExp(`^[^\\s@<>()]+@${wideLabel}(?:\\.${wideLabel})*$`, "u");
const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const duration = /^P(?!$)(?:\d+W|(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;
const jsonPointer = /^(?:\/(?:[^~/]|~[01])*)*$/;
const relativeJsonPointer = /^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/;
const uriTemplate =
  /^(?:[^\0-\x20"'<>%\\^`{|}]|%[\da-f]{2}|\{[+#./;?&=,!@|]?[\w.%]+(?::[1-9]\d{0,3}|\*)?(?:,[\w.%]+(?::[1-9]\d{0,3}|\*)?)*\})*$/i;
// Its length is a multiple of four. A group for each four characters would need too much stack for a long text.
const base64 = /^[a-z\d+/]*={0,2}$/i;
// Far longer than any that is in use; a hostile one of megabytes would need too much stack.
const maxReferenceLength = 65_536;
const maxIpv6Length = 45;

/** Returns whether a text is an absolute URI of RFC 3986. */
export function isUri(text: string): boolean {
  return uri.test(text);
}

/** Returns whether a text is a URI of RFC 3986, absolute or relative. */
export function isUriReference(text: string): boolean {
  return text.length <= maxReferenceLength && uriReference.test(text);
}

/** Returns whether a text is an absolute IRI of RFC 3987. */
export function isIri(text: string): boolean {
  return iri.test(text);
}

/** Returns whether a text is an IRI of RFC 3987, absolute or relative. */
export function isIriReference(text: string): boolean {
  return text.length <= maxReferenceLength && iriReference.test(text);
}

/** Returns whether a text is a URI template of RFC 6570. */
export function isUriTemplate(text: string): boolean {
  return text.length <= maxReferenceLength && uriTemplate.test(text);
}

/** Returns whether a text is a UUID of RFC 9562 in its usual form, of any version. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** Returns whether a text is a host name of RFC 1123. */
export function isHostname(text: string): boolean {
  return hostname.test(text);
}

/** Returns whether a text has the form of an internationalized host name; its letters are not checked against IDNA. */
export function isIdnHostname(text: string): boolean {
  return idnHostname.test(text);
}

/** Returns whether a text is an e-mail address in its dot-atom form of RFC 5321. */
export function isEmail(text: string): boolean {
  return email.test(text);
}

/** Returns whether a text has the form of an internationalized e-mail address. */
export function isIdnEmail(text: string): boolean {
  return idnEmail.test(text);
}

/** Returns whether a text is an IPv4 address in dotted decimals. */
export function isIpv4(text: string): boolean {
  return ipv4.test(text);
}

/** Returns whether a text is an IPv6 address of RFC 4291, without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > maxIpv6Length) return false;
  const tail = /^(.*:)([\d.]+)$/.exec(text);
  // A dotted tail counts as two groups.
  const groups = tail?.[2]?.includes(".") ? (isIpv4(tail[2]) ? `${tail[1]}0:0` : "") : text;
  const halves = groups.split("::");
  const parts = halves.map((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2 || !parts.flat().every((part) => /^[\da-f]{1,4}$/i.test(part))) return false;
  return halves.length === 2 ? parts.flat().length < 8 : parts.flat().length === 8;
}

/** Returns whether a text is a duration of RFC 3339, appendix A. */
export function isDuration(text: string): boolean {
  return duration.test(text);
}

/** Returns whether a text is a JSON pointer of RFC 6901. */
export function isJsonPointer(text: string): boolean {
  return jsonPointer.test(text);
}

/** Returns whether a text is a relative JSON pointer. */
export function isRelativeJsonPointer(text: string): boolean {
  return relativeJsonPointer.test(text);
}

/** Returns whether a text is a regular expression of ECMAScript. */
export function isRegex(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

/** Returns whether a text is base64 with padding, as OpenAPI defines `byte`. */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && base64.test(text);
}

function reference({ letters, needsScheme }: { letters: string; needsScheme: boolean }): RegExp {
  const unreserved = `[\\w\\-.~${letters}]`;
  const pchar = `(?:${unreserved}|[!$&'()*+,;=:@]|${encoded})`;
  const name = `(?:${unreserved}|[!$&'()*+,;=]|${encoded})*`;
  const authority = `(?:(?:${unreserved}|[!$&'()*+,;=:]|${encoded})*@)?(?:\\[[\\da-fA-F:.]+\\]|${name})(?::\\d*)?`;
  const path = (first: string) =>
    `(?://${authority}(?:/${pchar}*)*|/(?:${pchar}+(?:/${pchar}*)*)?|${first}${pchar}+(?:/${pchar}*)*)?`;
  const absolute = `[a-zA-Z][a-zA-Z\\d+\\-.]*:${path("")}`;
  // The first segment of a relative path has no colon: it would be a scheme.
  const hierarchy = needsScheme ? absolute : `(?:${absolute}|${path("(?![^/?#]*:)")})`;
  return new RegExp(`^${hierarchy}(?:\\?(?:${pchar}|[/?])*)?(?:#(?:${pchar}|[/?])*)?$`, "u");
}
