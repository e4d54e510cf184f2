import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/production-partner/contract/index.ts";

const bindings = ["src/production-partner/contract/built-in.ts", "src/sandbox/ngoc/built-in-counterpart.ts"];
const sources = globSync("src/**/*.ts").filter((file) => !bindings.includes(file));
const types = Object.keys(builtInContract.messages);

/** The names and texts in a source, without its comments. */
function* tokensOf(file: string): Generator<string> {
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    true,
    ts.LanguageVariant.Standard,
    readFileSync(file, "utf8"),
  );
  while (scanner.scan() !== ts.SyntaxKind.EndOfFileToken) yield scanner.getTokenText();
}

describe("only the two halves of the binding", () => {
  test("name a message type of the contract", () => {
    const named = sources.flatMap((file) =>
      [...tokensOf(file)]
        .filter((token) => types.some((type) => token.includes(type)))
        .map((token) => `${file}: ${token}`),
    );
    expect(named).toEqual([]);
  });

  test("and what is made of the contract import it by two names, so that it can be exchanged", () => {
    const imported = sources
      .flatMap((file) =>
        [
          ...readFileSync(file, "utf8").matchAll(
            /import (?:type )?\{([^}]*)\} from "([^"]*\/contract\/built-in\.ts)"/g,
          ),
        ].flatMap(([, names = "", from = ""]) =>
          // The contract of batch files is another.
          (join(dirname(file), from) === bindings[0] ? names : "").split(",").map((name) =>
            name
              .trim()
              .replace(/^type /, "")
              .replace(/ as .*$/, ""),
          ),
        ),
      )
      .filter((name) => name !== "");
    expect([...new Set(imported)].sort()).toEqual(["BuiltInContract", "builtInContract"]);
  });
});
