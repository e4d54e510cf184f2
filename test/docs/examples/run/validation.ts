import assert from "node:assert/strict";
import {
  isBase64,
  isDate,
  isDuration,
  isEmail,
  isEqual,
  isHostname,
  isIdnEmail,
  isIdnHostname,
  isIpv4,
  isIpv6,
  isIri,
  isIriReference,
  isJsonPointer,
  isMultipleOf,
  isRegex,
  isRelativeJsonPointer,
  isTime,
  isUriReference,
  isUriTemplate,
  isUuid,
} from "cardwright/validation";

// example: isDate, isTime, isDuration
assert.deepEqual([isDate("2026-02-29"), isTime("12:30:00Z"), isDuration("P1DT2H")], [false, true, true]);

// example: isEmail, isIdnEmail, isHostname, isIdnHostname, isIpv4, isIpv6
assert.ok(isEmail("a@example.com") && isIdnEmail("ä@example.com"));
assert.ok(isHostname("example.com") && isIdnHostname("exämple.com"));
assert.ok(isIpv4("192.0.2.1") && isIpv6("2001:db8::1"));

// example: isIri, isIriReference, isUriReference, isUriTemplate
assert.ok(isIri("https://exämple.com/") && isIriReference("/ä") && isUriReference("/a"));
assert.ok(isUriTemplate("/cards/{cardId}"));

// example: isJsonPointer, isRelativeJsonPointer, isRegex, isUuid, isBase64
assert.ok(isJsonPointer("/card/cardId") && isRelativeJsonPointer("1/cardId"));
assert.deepEqual([isRegex("^[0-9]+$"), isRegex("(")], [true, false]);
assert.ok(isUuid("018f3c5e-7b1a-7cc0-9f00-000000000000") && isBase64("aGVsbG8="));

// example: isEqual, isMultipleOf
assert.ok(isEqual({ a: [1] }, { a: [1] })); // `const`, `enum` and `uniqueItems` of a schema
assert.ok(isMultipleOf(0.3, 0.1)); // `multipleOf`, as decimals
