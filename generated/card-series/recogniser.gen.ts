// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { type Prefixes, type Recogniser, type TypeIndex, markedBit, byteSet, decodeMarked, scanChecked, scanDate, scanDecimal, scanSet, scanText, scanTime, scanZone } from "../../src/xml/index.ts";
import { schema } from "./schema.gen.ts";
import type { CardSeries } from "./types.gen.ts";

/** Makes a recogniser for usual records; see `Recogniser`. */
export const createRecogniser: (prefixes?: Prefixes) => Recogniser<CardSeries> = /* @__PURE__ */ (() => {
  /** <CardSeries>: state by child */
  const steps1 = Int16Array.of(1, 2, 3, -1, -1, -1, -1, -1, -1, 2, 3, -1, -1, -1, -1, -1, -1, -1, 3, -1, -1, -1, -1, -1, -1, -1, -1, 4, -1, -1, -1, -1, -1, -1, -1, -1, 5, 6, 7, 0, -1, -1, -1, -1, -1, 6, 7, 0, -1, -1, -1, -1, -1, -1, 8, 0, -1, -1, -1, -1, -1, 9, -1, 0, -1, -1, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1, -1, -1, -1, 0);
  const set2 = byteSet([48, 57]);
  const set3 = byteSet([33, 33, 35, 37, 39, 47, 58, 59, 61, 92, 94, 126]);
  /** <RTPTransaction>: state by child */
  const steps4 = Int16Array.of(1, 2, 3, 4, 5, 6, 7, 0, -1, 2, 3, 4, 5, 6, 7, 0, -1, -1, 3, 4, 5, 6, 7, 0, -1, -1, -1, 4, 5, 6, 7, 0, -1, -1, -1, -1, 5, 6, 7, 0, -1, -1, -1, -1, -1, 6, 7, 0, -1, -1, -1, -1, -1, -1, 7, 0, -1, -1, -1, -1, -1, -1, -1, 0);
  /** <RTPAmount>: state by child */
  const steps5 = Int16Array.of(1, 2, 3, 4, 0, -1, 2, 3, 4, 0, -1, -1, 3, 4, 0, -1, -1, -1, 4, 0, -1, -1, -1, -1, 0);
  const set6 = byteSet([65, 90]);
  /** <Customer>: state by child */
  const steps7 = Int16Array.of(1, 2, 0, -1, 2, 0, -1, -1, 0);
  /** <AlternateKey>: state by child */
  const steps8 = Int16Array.of(1, 0, -1, 0);

  const slots = new Int32Array(46);

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

  /** <RTPAmount> after <RTPAmount> */
  function readRTPAmount3(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      if (view.getFloat64(at, true) === 1.1313663843446347e+277 && view.getFloat64(at + 7, true) === 7.611319206608076e-8) {
        state = steps5[state * 5 + 3] as number;
        if (state < 0) return -1;
        at = at + 15;
        slots[34] = at;
        at = scanDecimal(bytes, at, false) | 0;
        if (at < 0) return -1;
        slots[35] = at;
        if (!(view.getFloat64(at, true) === 6.502350686285718e+252 && view.getFloat64(at + 8, true) === 7.611319206608076e-8)) return -1;
        at = at + 16;
        continue;
      }
      if (view.getFloat64(at, true) === 1.918605333372298e+218 && view.getFloat64(at + 5, true) === 7.611319206608048e-8) {
        state = steps5[state * 5 + 2] as number;
        if (state < 0) return -1;
        at = at + 13;
        slots[32] = at;
        at = scanDecimal(bytes, at, false) | 0;
        if (at < 0) return -1;
        slots[33] = at;
        if (!(view.getFloat64(at, true) === 10720011.726707093 && view.getFloat64(at + 6, true) === 7.611319206608048e-8)) return -1;
        at = at + 14;
        continue;
      }
      if (view.getFloat64(at, true) === 9.177152753553578e+170 && view.getInt32(at + 8, true) === 1044662649) {
        state = steps5[state * 5 + 0] as number;
        if (state < 0) return -1;
        at = at + 12;
        slots[28] = at;
        at = scanSet(bytes, at, set6, 3, 3) | 0;
        if (at < 0) return -1;
        slots[29] = at;
        if (!(view.getFloat64(at, true) === 6.202039701993515e+223 && view.getFloat64(at + 5, true) === 9.446874489095076e-9)) return -1;
        at = at + 13;
        continue;
      }
      if (view.getFloat64(at, true) === 7.611319206607995e-8) {
        state = steps5[state * 5 + 1] as number;
        if (state < 0) return -1;
        at = at + 8;
        slots[30] = at;
        at = scanDecimal(bytes, at, false) | 0;
        if (at < 0) return -1;
        slots[31] = at;
        if (!(view.getFloat64(at, true) === 6.978437476431882e+252 && view.getInt32(at + 5, true) === 1047817845)) return -1;
        at = at + 9;
        continue;
      }
      if (view.getFloat64(at, true) === 5.5443263781885415e+228 && view.getInt32(at + 8, true) === 1047817845) return (steps5[state * 5 + 4] as number) >= 0 ? at + 12 : -1;
      return -1;
    }
  }

  /** <RTPTransaction> after <RTPTransaction> */
  function readRTPTransaction2(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      const keyat = view.getInt32(at, true);
      if (keyat < 1701859132) {
        if (view.getFloat64(at, true) === 5.26872418366451e+170 && view.getFloat64(at + 8, true) === 5.285432600172067e+180 && view.getFloat64(at + 13, true) === 3.991162116315861e-8) {
          state = steps4[state * 8 + 3] as number;
          if (state < 0) return -1;
          at = at + 21;
          slots[20] = at;
          at = scanDate(bytes, view, at) | 0;
          if (at < 0) return -1;
          if (bytes[at] !== 84) return -1;
          at = scanTime(bytes, view, at + 1) | 0;
          if (at < 0) return -1;
          at = scanZone(bytes, view, at) | 0;
          if (at < 0) return -1;
          slots[21] = at;
          if (!(view.getFloat64(at, true) === 2.731849332160248e+161 && view.getFloat64(at + 8, true) === 3.956134680785732e+252 && view.getFloat64(at + 14, true) === 3.991162116315861e-8)) return -1;
          at = at + 22;
          continue;
        }
        if (view.getFloat64(at, true) === 5.045190572258832e+223 && view.getFloat64(at + 8, true) === 5.4298216323946575e+45 && view.getInt32(at + 14, true) === 1044662638) {
          state = steps4[state * 8 + 0] as number;
          if (state < 0) return -1;
          at = at + 18;
          slots[14] = at;
          const end14 = scanText(bytes, view, at, 60, true) | 0;
          if (end14 < 0) return -1;
          if ((end14 & ~markedBit) === at) return -1;
          at = end14 & ~markedBit;
          slots[15] = end14;
          if (!(view.getFloat64(at, true) === 2.5769427762482653e+161 && view.getFloat64(at + 8, true) === 9.083672062285389e+223 && view.getInt32(at + 15, true) === 1044662638)) return -1;
          at = at + 19;
          continue;
        }
        if (view.getFloat64(at, true) === 4.8240654486675685e+228 && view.getInt32(at + 8, true) === 1044662638) {
          state = steps4[state * 8 + 2] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[18] = at;
          const end18 = scanText(bytes, view, at, 60, true) | 0;
          if (end18 < 0) return -1;
          if ((end18 & ~markedBit) === at) return -1;
          at = end18 & ~markedBit;
          slots[19] = end18;
          if (!(view.getFloat64(at, true) === 9.75012857106752e+199 && view.getFloat64(at + 5, true) === 9.446796661925273e-9)) return -1;
          at = at + 13;
          continue;
        }
        if (view.getFloat64(at, true) === 4.7187412730750146e+257 && view.getInt32(at + 7, true) === 1047817845) {
          state = steps4[state * 8 + 6] as number;
          if (state < 0) return -1;
          at = at + 11;
          slots[26] = at;
          at = readRTPAmount3(bytes, view, at) | 0;
          if (at < 0) return -1;
          continue;
        }
      } else {
        if (view.getFloat64(at, true) === 7.492295445288432e+247 && view.getFloat64(at + 6, true) === 3.996232372249548e-8) {
          state = steps4[state * 8 + 5] as number;
          if (state < 0) return -1;
          at = at + 14;
          slots[24] = at;
          at = scanDate(bytes, view, at) | 0;
          if (at < 0) return -1;
          at = scanZone(bytes, view, at) | 0;
          if (at < 0) return -1;
          slots[25] = at;
          if (!(view.getFloat64(at, true) === 3.9435852256280657e+180 && view.getFloat64(at + 7, true) === 3.996232372249548e-8)) return -1;
          at = at + 15;
          continue;
        }
        if (view.getFloat64(at, true) === 7.724934240610836e+228 && view.getInt32(at + 8, true) === 1044662642) {
          state = steps4[state * 8 + 1] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[16] = at;
          const end16 = scanText(bytes, view, at, 60, true) | 0;
          if (end16 < 0) return -1;
          if ((end16 & ~markedBit) === at) return -1;
          at = end16 & ~markedBit;
          slots[17] = end16;
          if (!(view.getFloat64(at, true) === 3.9972716537837175e+252 && view.getFloat64(at + 5, true) === 9.446825084819307e-9)) return -1;
          at = at + 13;
          continue;
        }
        if (view.getFloat64(at, true) === 3.815805219996988e+45 && view.getInt32(at + 6, true) === 1044662629) {
          state = steps4[state * 8 + 4] as number;
          if (state < 0) return -1;
          at = at + 10;
          slots[22] = at;
          const end22 = scanText(bytes, view, at, 60, true) | 0;
          if (end22 < 0) return -1;
          if ((end22 & ~markedBit) === at) return -1;
          at = end22 & ~markedBit;
          slots[23] = end22;
          if (!(view.getFloat64(at, true) === 2.5171950611500424e+180 && view.getInt32(at + 7, true) === 1044662629)) return -1;
          at = at + 11;
          continue;
        }
      }
      if (view.getFloat64(at, true) === 2.5769427762482653e+161 && view.getFloat64(at + 8, true) === 9.083672062285389e+223 && view.getInt32(at + 13, true) === 1047424873) return (steps4[state * 8 + 7] as number) >= 0 ? at + 17 : -1;
      {
        if (view.getFloat64(at, true) === 4.7187412730750146e+257 && view.getFloat64(at + 5, true) === 3.623633715718135e-9) {
          state = steps4[state * 8 + 6] as number;
          if (state < 0) return -1;
          at = at + 13;
          slots[26] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 4.7187412730750146e+257 && view.getInt32(at + 8, true) === 1043297390) {
          state = steps4[state * 8 + 6] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[26] = at;
          continue;
        }
      }
      return -1;
    }
  }

  /** <AlternateKey> after <AlternateKey */
  function readAlternateKey5(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let seen0 = 0;
    for (;;) {
      if (view.getFloat64(at, true) === 6.185885021981671e+175 && view.getInt32(at + 7, true) === 574448996) {
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        at = at + 11;
        slots[42] = at;
        const end42 = scanText(bytes, view, at, 34, true) | 0;
        if (end42 < 0) return -1;
        at = end42 & ~markedBit;
        slots[43] = end42;
        if (bytes[at] !== 34) return -1;
        at++;
        continue;
      }
      break;
    }
    if (bytes[at] !== 62) {
      if (bytes[at] === 32) at++;
      if (bytes[at] !== 47 || bytes[at + 1] !== 62) return -1;
      return at + 2;
    }
    at++;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      if (view.getFloat64(at, true) === 2.1402781414152319e+161 && view.getFloat64(at + 5, true) === 9.446732850987058e-9) {
        state = steps8[state * 2 + 0] as number;
        if (state < 0) return -1;
        at = at + 13;
        slots[44] = at;
        const end44 = scanText(bytes, view, at, 60, true) | 0;
        if (end44 < 0) return -1;
        at = end44 & ~markedBit;
        slots[45] = end44;
        if (!(view.getFloat64(at, true) === 1.0639652822148618e+224 && view.getFloat64(at + 6, true) === 9.446732850987058e-9)) return -1;
        at = at + 14;
        continue;
      }
      if (view.getFloat64(at, true) === 1.0639652822148618e+224 && view.getFloat64(at + 7, true) === 9.460628668347663e-8) return (steps8[state * 2 + 1] as number) >= 0 ? at + 15 : -1;
      {
        if (view.getFloat64(at, true) === 2.1402781414152319e+161 && view.getFloat64(at + 7, true) === 3.623548193417613e-9) {
          state = steps8[state * 2 + 0] as number;
          if (state < 0) return -1;
          at = at + 15;
          slots[44] = at;
          slots[45] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 2.1402781414152319e+161 && view.getFloat64(at + 6, true) === 3.6399281745273214e-9) {
          state = steps8[state * 2 + 0] as number;
          if (state < 0) return -1;
          at = at + 14;
          slots[44] = at;
          slots[45] = at;
          continue;
        }
      }
      return -1;
    }
  }

  /** <Customer> after <Customer> */
  function readCustomer4(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      if (view.getFloat64(at, true) === 2.1402781414152319e+161 && view.getFloat64(at + 5, true) === 5.898122969255703e+276) {
        state = steps7[state * 3 + 1] as number;
        if (state < 0) return -1;
        at = at + 13;
        slots[40] = at;
        at = readAlternateKey5(bytes, view, at) | 0;
        if (at < 0) return -1;
        continue;
      }
      if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getInt32(at + 8, true) === 1044662642) {
        state = steps7[state * 3 + 0] as number;
        if (state < 0) return -1;
        at = at + 12;
        slots[38] = at;
        const end38 = scanText(bytes, view, at, 60, true) | 0;
        if (end38 < 0) return -1;
        at = end38 & ~markedBit;
        slots[39] = end38;
        if (!(view.getFloat64(at, true) === 1.3879537383116923e+219 && view.getFloat64(at + 5, true) === 9.446824806510542e-9)) return -1;
        at = at + 13;
        continue;
      }
      if (view.getFloat64(at, true) === 1.3879537383116923e+219 && view.getInt32(at + 7, true) === 1047684461) return (steps7[state * 3 + 2] as number) >= 0 ? at + 11 : -1;
      {
        if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getFloat64(at + 6, true) === 3.6235481937683954e-9) {
          state = steps7[state * 3 + 0] as number;
          if (state < 0) return -1;
          at = at + 14;
          slots[38] = at;
          slots[39] = at;
          continue;
        }
        if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getFloat64(at + 5, true) === 3.6399282643276373e-9) {
          state = steps7[state * 3 + 0] as number;
          if (state < 0) return -1;
          at = at + 13;
          slots[38] = at;
          slots[39] = at;
          continue;
        }
      }
      return -1;
    }
  }

  /** <CardSeries> after <CardSeries */
  function readCardSeries1(bytes: Buffer, view: DataView, from: number): number {
    let at = from | 0;
    let seen0 = 0;
    for (;;) {
      if (view.getFloat64(at, true) === 8.650204921451581e-13 && view.getInt32(at + 5, true) === 574451311) {
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        at = at + 9;
        slots[0] = at;
        if (!(view.getFloat64(at, true) === 5.285614496162832e+180 && view.getInt32(at + 8, true) === 1685217603)) return -1;
        at += 12;
        slots[1] = at;
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
    let state = 0;
    for (;;) {
      at = space(bytes, view, at) | 0;
      const keyat = view.getInt32(at, true);
      if (keyat < 1918976828) {
        if (view.getFloat64(at, true) === 2.0395467709871225e+190 && view.getFloat64(at + 8, true) === 4.824065708217987e+228 && view.getInt32(at + 14, true) === 1047424873) {
          state = steps1[state * 8 + 1] as number;
          if (state < 0) return -1;
          at = at + 18;
          slots[4] = at;
          const end4 = scanText(bytes, view, at, 60, true) | 0;
          if (end4 < 0) return -1;
          at = end4 & ~markedBit;
          slots[5] = end4;
          if (!(view.getFloat64(at, true) === 4.1937623952639164e+242 && view.getFloat64(at + 8, true) === 9.750296301599737e+199 && view.getInt32(at + 15, true) === 1047424873)) return -1;
          at = at + 19;
          continue;
        }
        if (view.getFloat64(at, true) === 5.045190572258832e+223 && view.getFloat64(at + 8, true) === 5.668998297327984e-8) {
          state = steps1[state * 8 + 5] as number;
          if (state < 0) return -1;
          at = at + 16;
          slots[12] = at;
          at = readRTPTransaction2(bytes, view, at) | 0;
          if (at < 0) return -1;
          continue;
        }
        if (view.getFloat64(at, true) === 7.636501328980162e+218 && view.getInt32(at + 6, true) === 1046834529) {
          state = steps1[state * 8 + 0] as number;
          if (state < 0) return -1;
          at = at + 10;
          slots[2] = at;
          const end2 = scanText(bytes, view, at, 60, true) | 0;
          if (end2 < 0) return -1;
          at = end2 & ~markedBit;
          slots[3] = end2;
          if (!(view.getFloat64(at, true) === 5.350695342119253e+160 && view.getInt32(at + 7, true) === 1046834529)) return -1;
          at = at + 11;
          continue;
        }
      } else {
        if (view.getFloat64(at, true) === 1.1376033474971753e+243 && view.getFloat64(at + 8, true) === 5.561116541740576e+180 && view.getInt32(at + 16, true) === 1046831982) {
          state = steps1[state * 8 + 3] as number;
          if (state < 0) return -1;
          at = at + 20;
          slots[8] = at;
          at = scanSet(bytes, at, set2, 2, 2) | 0;
          if (at < 0) return -1;
          slots[9] = at;
          if (!(view.getFloat64(at, true) === 1.2573272261598094e+180 && view.getFloat64(at + 8, true) === 5.223971833697665e+257 && view.getFloat64(at + 13, true) === 3.983900558987691e-8)) return -1;
          at = at + 21;
          continue;
        }
        if (view.getFloat64(at, true) === 4.74964773769034e+180 && view.getInt32(at + 8, true) === 1048078694) {
          state = steps1[state * 8 + 2] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[6] = at;
          at = scanSet(bytes, at, set2, 5, 6) | 0;
          if (at < 0) return -1;
          slots[7] = at;
          if (!(view.getFloat64(at, true) === 4.37218246977941e+242 && view.getFloat64(at + 5, true) === 9.094073881644497e-8)) return -1;
          at = at + 13;
          continue;
        }
        if (view.getFloat64(at, true) === 1.8802832263179572e+219 && view.getInt32(at + 8, true) === 1047684450) {
          state = steps1[state * 8 + 4] as number;
          if (state < 0) return -1;
          at = at + 12;
          slots[10] = at;
          let end10 = scanSet(bytes, scanSet(bytes, at, set3, 0, 1), set2, 10, 16) | 0;
          if (end10 < 0) end10 = scanChecked(bytes, view, at, 60, true, schema.simpleType(19 as TypeIndex)) | 0;
          if (end10 < 0) return -1;
          at = end10 & ~markedBit;
          slots[11] = end10;
          if (!(view.getFloat64(at, true) === 1.140856157444278e+257 && view.getFloat64(at + 5, true) === 6.853056377003672e-8)) return -1;
          at = at + 13;
          continue;
        }
        if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getInt32(at + 6, true) === 1047684461) {
          state = steps1[state * 8 + 6] as number;
          if (state < 0) return -1;
          at = at + 10;
          slots[36] = at;
          at = readCustomer4(bytes, view, at) | 0;
          if (at < 0) return -1;
          continue;
        }
      }
      if (view.getFloat64(at, true) === 1.2573272261598094e+180 && view.getFloat64(at + 5, true) === 7.225625306879284e-8) return (steps1[state * 8 + 7] as number) >= 0 ? at + 13 : -1;
      {
        const keyat = view.getInt32(at, true);
        if (keyat < 1937064764) {
          if (view.getFloat64(at, true) === 2.0395467709871225e+190 && view.getFloat64(at + 8, true) === 4.824065708217987e+228 && view.getInt32(at + 16, true) === 1043275886) {
            state = steps1[state * 8 + 1] as number;
            if (state < 0) return -1;
            at = at + 20;
            slots[4] = at;
            slots[5] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 2.0395467709871225e+190 && view.getFloat64(at + 8, true) === 4.824065708217987e+228 && view.getInt32(at + 15, true) === 1043295855) {
            state = steps1[state * 8 + 1] as number;
            if (state < 0) return -1;
            at = at + 19;
            slots[4] = at;
            slots[5] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 5.045190572258832e+223 && view.getFloat64(at + 8, true) === 1.8159689052323423e-152 && view.getInt32(at + 14, true) === 1043275886) {
            state = steps1[state * 8 + 5] as number;
            if (state < 0) return -1;
            at = at + 18;
            slots[12] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 5.045190572258832e+223 && view.getFloat64(at + 8, true) === 3.20853932993858e-80 && view.getInt32(at + 13, true) === 1043295855) {
            state = steps1[state * 8 + 5] as number;
            if (state < 0) return -1;
            at = at + 17;
            slots[12] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 7.636501328980162e+218 && view.getInt32(at + 8, true) === 1043275877) {
            state = steps1[state * 8 + 0] as number;
            if (state < 0) return -1;
            at = at + 12;
            slots[2] = at;
            slots[3] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 7.636501328980162e+218 && view.getInt32(at + 7, true) === 1043293549) {
            state = steps1[state * 8 + 0] as number;
            if (state < 0) return -1;
            at = at + 11;
            slots[2] = at;
            slots[3] = at;
            continue;
          }
        } else {
          if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getInt32(at + 8, true) === 1043275890) {
            state = steps1[state * 8 + 6] as number;
            if (state < 0) return -1;
            at = at + 12;
            slots[36] = at;
            continue;
          }
          if (view.getFloat64(at, true) === 3.8169540248010333e+180 && view.getInt32(at + 7, true) === 1043296869) {
            state = steps1[state * 8 + 6] as number;
            if (state < 0) return -1;
            at = at + 11;
            slots[36] = at;
            continue;
          }
        }
      }
      return -1;
    }
  }

  /** Makes the object of <RTPAmount>. */
  function buildRTPAmount1_1(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[28] as number) < 0 ? undefined : slotText(bytes, text, at, 28);
    const value1 = (slots[30] as number) < 0 ? undefined : slotText(bytes, text, at, 30);
    const value2 = (slots[32] as number) < 0 ? undefined : slotText(bytes, text, at, 32);
    const value3 = (slots[34] as number) < 0 ? undefined : slotText(bytes, text, at, 34);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    if (value1 === undefined) missing |= 2;
    if (value2 === undefined) missing |= 4;
    if (value3 === undefined) missing |= 8;
    switch (missing) {
      case 0:
        return { "CurrencyID": value0, "Amount": value1, "AwardAmount": value2, "LoyaltyAmount": value3 };
      case 1:
        return { "Amount": value1, "AwardAmount": value2, "LoyaltyAmount": value3 };
      case 2:
        return { "CurrencyID": value0, "AwardAmount": value2, "LoyaltyAmount": value3 };
      case 3:
        return { "AwardAmount": value2, "LoyaltyAmount": value3 };
      case 4:
        return { "CurrencyID": value0, "Amount": value1, "LoyaltyAmount": value3 };
      case 5:
        return { "Amount": value1, "LoyaltyAmount": value3 };
      case 6:
        return { "CurrencyID": value0, "LoyaltyAmount": value3 };
      case 7:
        return { "LoyaltyAmount": value3 };
      case 8:
        return { "CurrencyID": value0, "Amount": value1, "AwardAmount": value2 };
      case 9:
        return { "Amount": value1, "AwardAmount": value2 };
      case 10:
        return { "CurrencyID": value0, "AwardAmount": value2 };
      case 11:
        return { "AwardAmount": value2 };
      case 12:
        return { "CurrencyID": value0, "Amount": value1 };
      case 13:
        return { "Amount": value1 };
      case 14:
        return { "CurrencyID": value0 };
      default:
        return {};
    }
  }

  /** Makes the object of <RTPTransaction>. */
  function buildRTPTransaction1_1(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[14] as number) < 0 ? undefined : slotText(bytes, text, at, 14);
    const value1 = (slots[16] as number) < 0 ? undefined : slotText(bytes, text, at, 16);
    const value2 = (slots[18] as number) < 0 ? undefined : slotText(bytes, text, at, 18);
    const value3 = (slots[20] as number) < 0 ? undefined : slotText(bytes, text, at, 20);
    const value4 = (slots[22] as number) < 0 ? undefined : slotText(bytes, text, at, 22);
    const value5 = (slots[24] as number) < 0 ? undefined : slotText(bytes, text, at, 24);
    const value6 = (slots[26] as number) < 0 ? undefined : buildRTPAmount1_1(bytes, text, at);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    if (value1 === undefined) missing |= 2;
    if (value2 === undefined) missing |= 4;
    if (value3 === undefined) missing |= 8;
    if (value4 === undefined) missing |= 16;
    if (value5 === undefined) missing |= 32;
    if (value6 === undefined) missing |= 64;
    switch (missing) {
      case 0:
        return { "RTPTransactionID": value0, "OperatorID": value1, "LocationID": value2, "TransactionDateTime": value3, "DeviceID": value4, "BusinessDate": value5, "RTPAmount": value6 };
      case 1:
        return { "OperatorID": value1, "LocationID": value2, "TransactionDateTime": value3, "DeviceID": value4, "BusinessDate": value5, "RTPAmount": value6 };
      case 2:
        return { "RTPTransactionID": value0, "LocationID": value2, "TransactionDateTime": value3, "DeviceID": value4, "BusinessDate": value5, "RTPAmount": value6 };
      case 4:
        return { "RTPTransactionID": value0, "OperatorID": value1, "TransactionDateTime": value3, "DeviceID": value4, "BusinessDate": value5, "RTPAmount": value6 };
      case 8:
        return { "RTPTransactionID": value0, "OperatorID": value1, "LocationID": value2, "DeviceID": value4, "BusinessDate": value5, "RTPAmount": value6 };
      case 16:
        return { "RTPTransactionID": value0, "OperatorID": value1, "LocationID": value2, "TransactionDateTime": value3, "BusinessDate": value5, "RTPAmount": value6 };
      case 32:
        return { "RTPTransactionID": value0, "OperatorID": value1, "LocationID": value2, "TransactionDateTime": value3, "DeviceID": value4, "RTPAmount": value6 };
      case 64:
        return { "RTPTransactionID": value0, "OperatorID": value1, "LocationID": value2, "TransactionDateTime": value3, "DeviceID": value4, "BusinessDate": value5 };
    }
    const value: Record<string, unknown> = {};
    if (value0 !== undefined) value["RTPTransactionID"] = value0;
    if (value1 !== undefined) value["OperatorID"] = value1;
    if (value2 !== undefined) value["LocationID"] = value2;
    if (value3 !== undefined) value["TransactionDateTime"] = value3;
    if (value4 !== undefined) value["DeviceID"] = value4;
    if (value5 !== undefined) value["BusinessDate"] = value5;
    if (value6 !== undefined) value["RTPAmount"] = value6;
    return value;
  }

  /** Makes the object of <AlternateKey>. */
  function buildAlternateKey1_3(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[42] as number) < 0 ? undefined : slotText(bytes, text, at, 42);
    const value1 = (slots[44] as number) < 0 ? undefined : slotText(bytes, text, at, 44);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    if (value1 === undefined) missing |= 2;
    switch (missing) {
      case 0:
        return { "TypeCode": value0, "AlternateID": value1 };
      case 1:
        return { "AlternateID": value1 };
      case 2:
        return { "TypeCode": value0 };
      default:
        return {};
    }
  }

  /** Makes the object of <Customer>. */
  function buildCustomer1_3(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = (slots[38] as number) < 0 ? undefined : slotText(bytes, text, at, 38);
    const value1 = (slots[40] as number) < 0 ? undefined : buildAlternateKey1_3(bytes, text, at);
    let missing = 0;
    if (value0 === undefined) missing |= 1;
    if (value1 === undefined) missing |= 2;
    switch (missing) {
      case 0:
        return { "CustomerID": value0, "AlternateKey": value1 };
      case 1:
        return { "AlternateKey": value1 };
      case 2:
        return { "CustomerID": value0 };
      default:
        return {};
    }
  }

  /** Makes the object of <CardSeries>. */
  function buildCardSeries1_1(bytes: Buffer, text: string, at: number): Record<string, unknown> {
    const value0 = slotText(bytes, text, at, 0);
    const value1 = (slots[2] as number) < 0 ? undefined : slotText(bytes, text, at, 2);
    const value2 = (slots[4] as number) < 0 ? undefined : slotText(bytes, text, at, 4);
    const value3 = slotText(bytes, text, at, 6);
    const value4 = slotText(bytes, text, at, 8);
    const value5 = (slots[10] as number) < 0 ? undefined : slotText(bytes, text, at, 10);
    const value6 = (slots[12] as number) < 0 ? undefined : buildRTPTransaction1_1(bytes, text, at);
    const value7 = (slots[36] as number) < 0 ? undefined : buildCustomer1_3(bytes, text, at);
    let missing = 0;
    if (value1 === undefined) missing |= 1;
    if (value2 === undefined) missing |= 2;
    if (value5 === undefined) missing |= 4;
    if (value6 === undefined) missing |= 8;
    if (value7 === undefined) missing |= 16;
    switch (missing) {
      case 0:
        return { "Action": value0, "UserName": value1, "UserOrganization": value2, "CardPrefix": value3, "CardSeriesSequence": value4, "CardNumber": value5, "RTPTransaction": value6, "Customer": value7 };
      case 1:
        return { "Action": value0, "UserOrganization": value2, "CardPrefix": value3, "CardSeriesSequence": value4, "CardNumber": value5, "RTPTransaction": value6, "Customer": value7 };
      case 2:
        return { "Action": value0, "UserName": value1, "CardPrefix": value3, "CardSeriesSequence": value4, "CardNumber": value5, "RTPTransaction": value6, "Customer": value7 };
      case 4:
        return { "Action": value0, "UserName": value1, "UserOrganization": value2, "CardPrefix": value3, "CardSeriesSequence": value4, "RTPTransaction": value6, "Customer": value7 };
      case 8:
        return { "Action": value0, "UserName": value1, "UserOrganization": value2, "CardPrefix": value3, "CardSeriesSequence": value4, "CardNumber": value5, "Customer": value7 };
      case 16:
        return { "Action": value0, "UserName": value1, "UserOrganization": value2, "CardPrefix": value3, "CardSeriesSequence": value4, "CardNumber": value5, "RTPTransaction": value6 };
    }
    const value: Record<string, unknown> = { "Action": value0 };
    if (value1 !== undefined) value["UserName"] = value1;
    if (value2 !== undefined) value["UserOrganization"] = value2;
    value["CardPrefix"] = value3;
    value["CardSeriesSequence"] = value4;
    if (value5 !== undefined) value["CardNumber"] = value5;
    if (value6 !== undefined) value["RTPTransaction"] = value6;
    if (value7 !== undefined) value["Customer"] = value7;
    return value;
  }

  return () => {
    return {
      position,
      depth: 4,
      attributes: 1,
      accept(bytes, view, at) {
        position[0] = 0;
        for (let i = 0; i < 46; i++) slots[i] = -1;
        return view.getFloat64(at, true) === 1.1376033474971753e+243 && view.getInt32(at + 7, true) === 1936025970 ? readCardSeries1(bytes, view, at + 11) : -1;
      },
      // Every field was checked against its type, so the object has the type of a record.
      build: (bytes, at, end) => buildCardSeries1_1(bytes, bytes.toString("latin1", at, end), at) as unknown as CardSeries,
    };
  };
})();
