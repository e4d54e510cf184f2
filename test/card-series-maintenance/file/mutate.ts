/** Random numbers that a seed repeats: xorshift, good enough for choosing mutations. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0 || 1;
  }

  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  }
}

/** Pieces that have a meaning to XML, to the schema, or to a reader that takes short cuts. */
const markupPieces = [
  "<",
  ">",
  "&",
  "&amp;",
  "&lt;",
  "&#32;",
  "&#x1F600;",
  "&#0;",
  "&bad;",
  "]]>",
  "]",
  "'",
  '"',
  "=",
  "/",
  "</",
  "/>",
  "--",
  "<!--x-->",
  "<!-- </CardSeries> -->",
  "<!---->",
  "<!--",
  "-->",
  "<![CDATA[</CardSeries>]]>",
  "<![CDATA[",
  "]]>",
  "<![CDATA[]]>",
  "<UserName><![CDATA[a & <b> ] é]]></UserName>",
  "<?pi </CardSeries>?>",
  "<?xml?>",
  " ",
  "  ",
  "\t",
  "\n",
  "\r",
  "\r\n",
  "\u00a0",
  "é",
  "😀",
  "\ufffe",
  "\uffff",
  "\u0000",
  "\u0001",
  "\u007f",
  "\u0085",
  "\u2028",
  "\ufeff",
  "0",
  "9",
  "12345",
  "-1",
  "+1",
  "1.50",
  ".5",
  "5.",
  "1e3",
  "INF",
  "2012-02-29",
  "2011-02-29",
  "-0004-02-29",
  "0000-01-01",
  "2011-10-10T24:00:00",
  "2011-10-10T23:59:60",
  "2011-10-10T03:59:00.123Z",
  "+14:00",
  "-05:00",
  "X1234567890",
  "GenerateCard",
  "usd",
  "USD",
  "<CardSeries Action='GenerateCard'>",
  '<CardSeries Action="GenerateCard">',
  "</CardSeries>",
  "</CardSeries >",
  "<CardSeries/>",
  "</CardSeriesMaintenance>",
  "<CardSeriesMaintenance>",
  "<Customer/>",
  "<Customer></Customer>",
  "<CustomerID/>",
  "<RTPTransaction></RTPTransaction>",
  "<Amount>1</Amount>",
  ' xmlns="urn:x"',
  ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ' xsi:nil="true"',
  ' xsi:type="TextType"',
  ' xsi:noNamespaceSchemaLocation="x.xsd"',
  ' Action="GenerateCard"',
  ' x="1"',
  "<!DOCTYPE x>",
  '<?xml version="1.1"?>',
  "\xff",
  "\xc0\x80",
];

/** Changes a document in one to four places. Characters of a piece stand for bytes where they fit in one. */
export function mutate(random: Random, document: Uint8Array): Uint8Array {
  let bytes = Buffer.from(document);
  for (let changes = 1 + random.below(4); changes > 0; changes--) bytes = mutateOnce(random, bytes);
  return bytes;
}

function mutateOnce(random: Random, bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const at = interestingPlace(random, bytes);
  const length = random.below(4) === 0 ? 1 + random.below(40) : random.below(3);
  switch (random.below(8)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + Math.max(1, length))]);
    case 1: {
      const from = random.below(bytes.length + 1);
      return Buffer.concat([
        bytes.subarray(0, at),
        bytes.subarray(from, from + 1 + random.below(60)),
        bytes.subarray(at),
      ]);
    }
    case 2: {
      const copy = Buffer.from(bytes);
      if (copy.length > 0) copy[at % copy.length] = random.below(256);
      return copy;
    }
    case 3:
      return random.below(20) === 0 ? bytes.subarray(0, at) : insert(random, bytes, at, 0);
    default:
      return insert(random, bytes, at, random.below(2) === 0 ? 0 : length);
  }
}

function insert(random: Random, bytes: Buffer<ArrayBuffer>, at: number, replaced: number): Buffer<ArrayBuffer> {
  const piece = random.pick(markupPieces);
  const encoded = Buffer.from(piece, /^[\xc0\xff]/.test(piece) ? "latin1" : "utf8");
  return Buffer.concat([bytes.subarray(0, at), encoded, bytes.subarray(at + replaced)]);
}

/** Mostly beside markup, where the readers decide. */
function interestingPlace(random: Random, bytes: Uint8Array): number {
  const at = random.below(bytes.length + 1);
  if (random.below(3) === 0) return at;
  const next = bytes.indexOf(random.pick([0x3c, 0x3e]), at);
  return next < 0 ? at : next + random.below(2);
}
