import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDate, isDateTime, isTime } from "../../src/validation/date-time.ts";

describe("date-time of RFC 3339", () => {
  test.each([
    "2026-11-21T09:30:00Z",
    "2026-11-21t09:30:00z",
    "2026-11-21T09:30:00.123456789+01:00",
    "2024-02-29T23:59:59-12:30",
    "2000-02-29T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "1998-12-31T23:59:60Z",
    "1998-12-31T15:59:60.123-08:00",
    "1999-01-01T00:59:60+01:00",
    "2016-06-30T23:59:60Z",
  ])("accepts %s", (text) => expect(isDateTime(text)).toBe(true));

  test.each([
    ["a space for the T", "2024-05-01 12:00:00Z"],
    ["no offset", "2024-05-01T12:00:00"],
    ["an offset without colon", "2024-05-01T12:00:00+0200"],
    ["an offset of hours alone", "2024-05-01T12:00:00+02"],
    ["a day that does not exist", "2023-02-29T12:00:00Z"],
    ["a day that no century has", "1900-02-29T12:00:00Z"],
    ["April 31", "2023-04-31T12:00:00Z"],
    ["month 13", "2023-13-01T12:00:00Z"],
    ["day 0", "2023-01-00T12:00:00Z"],
    ["hour 24", "2023-01-01T24:00:00Z"],
    ["minute 60", "2023-01-01T12:60:00Z"],
    ["offset hour 24", "2023-01-01T12:00:00+24:00"],
    ["offset minute 60", "2023-01-01T12:00:00+01:60"],
    ["a leap second at another minute", "1998-12-31T23:58:60Z"],
    ["a leap second that is none in UTC", "1998-12-31T23:59:60+01:00"],
    ["a leap second in mid-month", "1998-12-15T23:59:60Z"],
    ["second 61", "1998-12-31T23:59:61Z"],
    ["an empty fraction", "2023-01-01T12:00:00.Z"],
    ["digits of another script", "২023-01-01T12:00:00Z"],
    ["a line break behind it", "2023-01-01T12:00:00Z\n"],
    ["nothing", ""],
  ])("refuses %s: %j", (_, text) => expect(isDateTime(text)).toBe(false));

  test("accepts what Date writes, and Date reads what is accepted", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true }),
        (date) => {
          expect(isDateTime(date.toISOString())).toBe(true);
        },
      ),
    );
    const part = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, "0"));
    fc.assert(
      fc.property(part(13), part(32), part(25), part(61), part(59), (month, day, hour, minute, second) => {
        const text = `2023-${month}-${day}T${hour}:${minute}:${second}Z`;
        const date = new Date(text);
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text.slice(0, 19));
        expect(isDateTime(text)).toBe(isReal);
      }),
    );
  });
});

test("date and time alone", () => {
  expect(["2024-02-29", "2023-02-29", "2023-1-1", "2023-01-01Z"].map(isDate)).toEqual([true, false, false, false]);
  const times = ["12:00:00Z", "23:59:60Z", "00:59:60+01:00", "12:00:60Z", "12:00:00", "24:00:00Z"];
  expect(times.map(isTime)).toEqual([true, true, true, false, false, false]);
});
