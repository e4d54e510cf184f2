// Generated from test/fixtures/batch-schemas/gift-order.xsd (sha256 180f08261f4fa80eaefc82cf80be53e83e2c4d712bf69f1e6c9c03651bf58eb5).
// Do not edit: change the source and run `cardwright generate --xsd gift-order.xsd --out .`.

import { type Prefixes, type Recogniser, markedBit, byteSet, decodeMarked, scanLines, scanDecimal, scanSet, scanText } from "cardwright/xml";
import type { Card } from "./types.gen.ts";

/** Makes a recogniser for usual records; see `Recogniser`. */
export const createRecogniser: (prefixes?: Prefixes) => Recogniser<Card> = /* @__PURE__ */ (() => {
  const set1 = byteSet([48, 57]);
  /** <card>: state by child */
  const steps2 = Int16Array.of(1, 2, 3, 4, 0, -1, 2, 3, 4, 0, -1, -1, 3, 4, 0, -1, -1, -1, 4, 0, -1, -1, -1, -1, 0);
  /** <owner>: state by child */
  const steps3 = Int16Array.of(1, 2, 0, -1, 2, 0, -1, -1, 0);

  const slots = new Int32Array(24);

  /** The number of line ends in the record, the start of its last line, the first free slot, and how deep it is nested. */
  const position = new Int32Array(4);

  /** Skips white space and comments between elements and counts their lines. */
  function space(bytes: Uint8Array, view: DataView, from: number): number {
    let at = from | 0;
    for (;;) {
      const byte = bytes[at];
      if (byte === 10) {
        at = nextLine(at);
        while (view.getInt32(at, true) === 0x20202020) at += 4;
      } else if (byte === 32 || byte === 9 || (byte === 13 && bytes[at + 1] === 10)) at++;
      else if (byte === 60 && bytes[at + 1] === 33) {
        const end = comment(bytes, at) | 0;
        if (end < 0) return at;
        at = end;
      } else return at;
    }
  }

  /** Returns the end of a comment and counts its lines. */
  function comment(bytes: Uint8Array, from: number): number {
    if (bytes[from + 2] !== 45 || bytes[from + 3] !== 45) return -1;
    let at = (from + 4) | 0;
    for (;;) {
      const byte = bytes[at] as number;
      if (byte === 45 && bytes[at + 1] === 45) return bytes[at + 2] === 62 ? at + 3 : -1;
      if (byte === 10) at = nextLine(at);
      else if ((byte < 32 && byte !== 9) || byte === 239) return -1;
      else at++;
    }
  }

  /** Returns the start of the next line and counts it. */
  function nextLine(at: number): number {
    position[0] = (position[0] as number) + 1;
    position[1] = at + 1;
    return (at + 1) | 0;
  }

  /** Returns the text of a value from its two slots. */
  function slotText(bytes: Buffer, text: string, at: number, slot: number): string {
    const from = slots[slot] as number;
    const to = slots[slot + 1] as number;
    return (to & markedBit) === 0 ? text.substring(from - at, to - at) : decodeMarked(bytes, from, to & ~markedBit);
  }

  /** <load> after <load */
  function readload2(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let seen0 = 0;
    for (;;) {
      if (view.getFloat64(at, true) === 9.177152753562335e+170 && view.getInt32(at + 7, true) === 574454115) {
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        at = at + 11;
        slots[8] = at;
        const end8 = scanText(bytes, view, at, 34, true) | 0;
        if (end8 < 0) return -1;
        at = end8 & ~markedBit;
        slots[9] = end8;
        if (bytes[at] !== 34) return -1;
        at++;
        continue;
      }
      break;
    }
    if ((seen0 & 1) !== 1) return -1;
    if (bytes[at] !== 62) {
      return -1;
    }
    at++;
    slots[10] = at;
    at = scanDecimal(bytes, at, true) | 0;
    if (at < 0) return -1;
    slots[11] = at;
    return view.getInt32(at, true) === 1869360956 && view.getInt32(at + 3, true) === 1046765935 ? at + 7 : -1;
  }

  /** <alias> after <alias */
  function readalias4(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let seen0 = 0;
    for (;;) {
      if (view.getFloat64(at, true) === 6.090013076156228e-13 && view.getInt32(at + 5, true) === 574449005) {
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        at = at + 9;
        slots[18] = at;
        const end18 = scanText(bytes, view, at, 34, true) | 0;
        if (end18 < 0) return -1;
        at = end18 & ~markedBit;
        slots[19] = end18;
        if (bytes[at] !== 34) return -1;
        at++;
        continue;
      }
      break;
    }
    if (bytes[at] !== 62) {
      if (bytes[at] === 32) at++;
      if (bytes[at] !== 47 || bytes[at + 1] !== 62) return -1;
      slots[20] = at;
      slots[21] = at;
      return at + 2;
    }
    at++;
    slots[20] = at;
    const end20 = scanText(bytes, view, at, 60, true) | 0;
    if (end20 < 0) return -1;
    at = end20 & ~markedBit;
    slots[21] = end20;
    return view.getFloat64(at, true) === 7.21980440720198e-8 ? at + 8 : -1;
  }

  /** <owner> after <owner> */
  function readowner3(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      if (view.getFloat64(at, true) === 7.611228123835838e-8) {
        state = steps3[state * 3 + 0] as number;
        if (state < 0) return -1;
        at = at + 8;
        slots[14] = at;
        const end14 = scanText(bytes, view, at, 60, true) | 0;
        if (end14 < 0) return -1;
        at = end14 & ~markedBit;
        slots[15] = end14;
        if (!(view.getFloat64(at, true) === 6.964097036870545e+252 && view.getInt32(at + 5, true) === 1047817829)) return -1;
        at = at + 9;
        continue;
      }
      if (view.getInt32(at, true) === 1768710460 && view.getInt32(at + 2, true) === 1935763820) {
        state = steps3[state * 3 + 1] as number;
        if (state < 0) return -1;
        at = at + 6;
        slots[16] = at;
        at = readalias4(bytes, view, at) | 0;
        if (at < 0) return -1;
        continue;
      }
      if (view.getFloat64(at, true) === 6.853124810619937e-8) return (steps3[state * 3 + 2] as number) >= 0 ? at + 8 : -1;
      {
        if (view.getFloat64(at, true) === 2.4381297856502273e-152 && view.getInt32(at + 6, true) === 1043275892) {
          state = steps3[state * 3 + 0] as number;
          if (state < 0) return -1;
          at = at + 10;
          slots[14] = at;
          slots[15] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 4.3078024553248555e-80 && view.getInt32(at + 5, true) === 1043297390) {
          state = steps3[state * 3 + 0] as number;
          if (state < 0) return -1;
          at = at + 9;
          slots[14] = at;
          slots[15] = at;
          continue;
        }
      }
      return -1;
    }
  }

  /** <card> after <card */
  function readcard1(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let seen0 = 0;
    for (;;) {
      if (view.getInt32(at, true) === 1852402464 && view.getInt32(at + 3, true) === 574448750) {
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        at = at + 7;
        slots[0] = at;
        at = scanSet(bytes, at, set1, 5, 6) | 0;
        if (at < 0) return -1;
        slots[1] = at;
        if (bytes[at] !== 34) return -1;
        at++;
        continue;
      }
      if (view.getInt32(at, true) === 1853190688 && view.getInt32(at + 2, true) === 574451317) {
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        at = at + 6;
        slots[2] = at;
        at = scanSet(bytes, at, set1, 2, 2) | 0;
        if (at < 0) return -1;
        slots[3] = at;
        if (bytes[at] !== 34) return -1;
        at++;
        continue;
      }
      break;
    }
    if ((seen0 & 3) !== 3) return -1;
    if (bytes[at] !== 62) {
      if (bytes[at] === 32) at++;
      if (bytes[at] !== 47 || bytes[at + 1] !== 62) return -1;
      return at + 2;
    }
    at++;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      if (view.getFloat64(at, true) === 7.360957395260444e+223 && view.getInt32(at + 6, true) === 1046965865) {
        state = steps2[state * 5 + 3] as number;
        if (state < 0) return -1;
        at = at + 10;
        slots[22] = at;
        let end22 = scanText(bytes, view, at, 60, false) | 0;
        if (end22 < 0) end22 = scanLines(bytes, view, at, position) | 0;
        if (end22 < 0) return -1;
        at = end22 & ~markedBit;
        slots[23] = end22;
        if (!(view.getFloat64(at, true) === 9.75761836213864e+199 && view.getInt32(at + 7, true) === 1046965865)) return -1;
        at = at + 11;
        continue;
      }
      if (view.getFloat64(at, true) === 6.853056377014461e-8) {
        state = steps2[state * 5 + 0] as number;
        if (state < 0) return -1;
        at = at + 8;
        slots[4] = at;
        at = scanSet(bytes, at, set1, 10, 16) | 0;
        if (at < 0) return -1;
        slots[5] = at;
        if (!(view.getFloat64(at, true) === 1.1407363146612006e+243 && view.getInt32(at + 5, true) === 1047684450)) return -1;
        at = at + 9;
        continue;
      }
      if (view.getInt32(at, true) === 1853321020 && view.getInt32(at + 3, true) === 1047684462) {
        state = steps2[state * 5 + 2] as number;
        if (state < 0) return -1;
        at = at + 7;
        slots[12] = at;
        at = readowner3(bytes, view, at) | 0;
        if (at < 0) return -1;
        continue;
      }
      if (view.getInt32(at, true) === 1634692156 && view.getInt32(at + 1, true) === 1684107116) {
        state = steps2[state * 5 + 1] as number;
        if (state < 0) return -1;
        at = at + 5;
        slots[6] = at;
        at = readload2(bytes, view, at) | 0;
        if (at < 0) return -1;
        continue;
      }
      if (view.getInt32(at, true) === 1633890108 && view.getInt32(at + 3, true) === 1046770273) return (steps2[state * 5 + 4] as number) >= 0 ? at + 7 : -1;
      {
        if (view.getFloat64(at, true) === 7.360957395260444e+223 && view.getInt32(at + 8, true) === 1043275879) {
          state = steps2[state * 5 + 3] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[22] = at;
          slots[23] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 7.360957395260444e+223 && view.getInt32(at + 7, true) === 1043294062) {
          state = steps2[state * 5 + 3] as number;
          if (state < 0) return -1;
          at = at + 11;
          slots[22] = at;
          slots[23] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 1.083662850031991e-81 && view.getInt32(at + 5, true) === 1043275890) {
          state = steps2[state * 5 + 2] as number;
          if (state < 0) return -1;
          at = at + 9;
          slots[12] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 3.660896353192424e-9) {
          state = steps2[state * 5 + 2] as number;
          if (state < 0) return -1;
          at = at + 8;
          slots[12] = at;
          continue;
        }
      }
      return -1;
    }
  }

  /** Makes the object of <load>. */
  function buildload1_1(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = slotText(bytes, text, at, 8);
    const value1 = slotText(bytes, text, at, 10);
    return { "currency": value0, "text": value1 };
  }

  /** Makes the object of <alias>. */
  function buildalias1_2(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[18] as number) < 0 ? undefined : slotText(bytes, text, at, 18);
    const value1 = slotText(bytes, text, at, 20);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    switch (missing) {
      case 0:
        return { "scheme": value0, "text": value1 };
      default:
        return { "text": value1 };
    }
  }

  /** Makes the object of <owner>. */
  function buildowner1_2(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[14] as number) < 0 ? undefined : slotText(bytes, text, at, 14);
    const value1 = (slots[16] as number) < 0 ? undefined : buildalias1_2(bytes, text, at);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    if (value1 === undefined) missing |= 2;
    switch (missing) {
      case 0:
        return { "client": value0, "alias": value1 };
      case 1:
        return { "alias": value1 };
      case 2:
        return { "client": value0 };
      default:
        return {};
    }
  }

  /** Makes the object of <card>. */
  function buildcard1_1(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = slotText(bytes, text, at, 0);
    const value1 = slotText(bytes, text, at, 2);
    const value2 = (slots[4] as number) < 0 ? undefined : slotText(bytes, text, at, 4);
    const value3 = (slots[6] as number) < 0 ? undefined : buildload1_1(bytes, text, at);
    const value4 = (slots[12] as number) < 0 ? undefined : buildowner1_2(bytes, text, at);
    const value5 = (slots[22] as number) < 0 ? undefined : slotText(bytes, text, at, 22);
    let missing = 0;
    if (value2 === undefined) missing |= 1;
    if (value3 === undefined) missing |= 2;
    if (value4 === undefined) missing |= 4;
    if (value5 === undefined) missing |= 8;
    switch (missing) {
      case 0:
        return { "kind": value0, "run": value1, "number": value2, "load": value3, "owner": value4, "greeting": value5 };
      case 1:
        return { "kind": value0, "run": value1, "load": value3, "owner": value4, "greeting": value5 };
      case 2:
        return { "kind": value0, "run": value1, "number": value2, "owner": value4, "greeting": value5 };
      case 3:
        return { "kind": value0, "run": value1, "owner": value4, "greeting": value5 };
      case 4:
        return { "kind": value0, "run": value1, "number": value2, "load": value3, "greeting": value5 };
      case 5:
        return { "kind": value0, "run": value1, "load": value3, "greeting": value5 };
      case 6:
        return { "kind": value0, "run": value1, "number": value2, "greeting": value5 };
      case 7:
        return { "kind": value0, "run": value1, "greeting": value5 };
      case 8:
        return { "kind": value0, "run": value1, "number": value2, "load": value3, "owner": value4 };
      case 9:
        return { "kind": value0, "run": value1, "load": value3, "owner": value4 };
      case 10:
        return { "kind": value0, "run": value1, "number": value2, "owner": value4 };
      case 11:
        return { "kind": value0, "run": value1, "owner": value4 };
      case 12:
        return { "kind": value0, "run": value1, "number": value2, "load": value3 };
      case 13:
        return { "kind": value0, "run": value1, "load": value3 };
      case 14:
        return { "kind": value0, "run": value1, "number": value2 };
      default:
        return { "kind": value0, "run": value1 };
    }
  }

  return () => {
    return {
      position,
      depth: 3,
      attributes: 2,
      accept(bytes, view, at) {
        position[0] = 0;
        for (let i = 0; i < 24; i++) slots[i] = -1;
        return view.getInt32(at, true) === 1918985020 && view.getInt32(at + 1, true) === 1685217635 ? readcard1(bytes, view, at + 5) : -1;
      },
      // Every field was checked against its type, so the object has the type of a record.
      build: (bytes, at, end) => buildcard1_1(bytes, bytes.toString("latin1", at, end), at) as unknown as Card,
    };
  };
})();
