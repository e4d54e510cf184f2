import type { Omission, Problem } from "../../problem.ts";
import type { SpecDocument } from "./document.ts";

/** What may be left out of a document: the JSON pointers that its reader decided to live without. */
export class Acceptance {
  readonly #document: SpecDocument;
  readonly #accepted: ReadonlySet<string>;
  readonly #used = new Set<string>();

  constructor(document: SpecDocument, accept: readonly string[] = []) {
    this.#document = document;
    // In the document itself, its name and the hash sign may be left out.
    const short = (name: string) =>
      name.startsWith(`${document.path}#`) ? name.slice(document.path.length + 1) : name;
    this.#accepted = new Set(accept.map((name) => short(name).replace(/^#/, "")));
  }

  /** What is left out because of an accepted problem, or undefined where nothing is. */
  omissionFor(problem: Problem): Omission | undefined {
    const { omission } = problem;
    if (omission === undefined) return undefined;
    const here = this.#nameOf(problem);
    // A schema that is named as a whole stands for the keyword in it that is the reason.
    const isWithin = omission.file === problem.file && `${omission.pointer}/`.startsWith(`${problem.pointer}/`);
    const name = [omission.accept, ...(isWithin ? [here] : [])].find((each) => this.#accepted.has(each));
    if (name === undefined) return undefined;
    this.#used.add(name);
    return omission;
  }

  /** Says why a problem is still one although it is accepted. */
  explained(problem: Problem): Problem {
    const here = this.#nameOf(problem);
    if (!this.#accepted.has(here)) return problem;
    this.#used.add(here);
    const { omission, message } = problem;
    const reason =
      omission === undefined
        ? "nothing can be left out here that would only let more pass"
        : (omission.reason ?? `it is ${omission.accept} that would have to be left out`);
    return {
      ...problem,
      message: `${message}. This cannot be accepted: ${reason[0]?.toLowerCase()}${reason.slice(1)}`,
    };
  }

  /** Warns of what is accepted although nothing is refused there. */
  get unused(): readonly Problem[] {
    return [...this.#accepted]
      .filter((name) => !this.#used.has(name))
      .map((name) => {
        const place = name.startsWith("/") ? this.#document.locate(name) : this.#document.locate("");
        return { ...place, message: `Nothing is refused at ${name}`, remedy: "Leave this --accept out." };
      });
  }

  #nameOf({ file, pointer }: Problem): string {
    return file === this.#document.path ? pointer : `${file}#${pointer}`;
  }
}

/** The warning that something was left out. */
export function leftOut({ omission, ...problem }: Problem): Problem {
  const isPart = omission?.what === "keyword" || omission?.what === "member";
  const remedy = isPart ? "The check lets more pass than the document says." : "Any value passes here.";
  return { ...problem, message: `Left out as accepted (${omission?.accept}): ${problem.message}`, remedy };
}
