import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { brokerOption, type OptionKinds, optionProblem } from "../option-problem.ts";

/** What a key allows. `Manage` includes the other two. */
export type AccessRight = "Listen" | "Send" | "Manage";

/** A shared access key, of the whole namespace or of one queue. */
export interface AccessKey {
  readonly name: string;
  readonly key: string;
  readonly rights: readonly AccessRight[];
  /** The only queue it is good for. Default: every queue. */
  readonly queue?: string;
}

const keyKinds = {
  name: ["string"],
  key: ["string"],
  rights: ["list"],
  queue: ["string"],
} satisfies { [option in keyof AccessKey]-?: OptionKinds[string] };
const allRights: readonly string[] = ["Listen", "Send", "Manage"] satisfies AccessRight[];

/** The keys a broker accepts. */
export class KeyRing {
  readonly #keys = new Map<string, AccessKey>();

  constructor(keys: readonly AccessKey[] = []) {
    for (const key of keys) this.add(key);
  }

  /** @throws CardwrightError `BROKER_OPTION` when it is no key. */
  add(key: AccessKey): void {
    const problem = optionProblem("An access key", key, keyKinds, ["name", "key", "rights"]);
    if (problem !== undefined) throw brokerOption(problem);
    const wrong = key.rights.find((right) => !allRights.includes(right));
    if (wrong !== undefined) throw brokerOption(`There is no right "${wrong}", only ${allRights.join(", ")}`);
    this.#keys.set(key.name, key);
  }

  remove(name: string): boolean {
    return this.#keys.delete(name);
  }

  all(): readonly AccessKey[] {
    return [...this.#keys.values()];
  }

  find(name: string): AccessKey | undefined {
    return this.#keys.get(name);
  }

  /** The key of this name, if the secret is right; a wrong secret and an unknown name take the same time. */
  verify(name: string, secret: string): AccessKey | undefined {
    const known = this.#keys.get(name);
    const isRight = timingSafeEqual(digest(secret), digest(known?.key ?? ""));
    return isRight ? known : undefined;
  }

  /** The key with exactly these rights and this scope, made when there is none yet. */
  keyFor(rights: readonly AccessRight[], queue: string | undefined): AccessKey {
    const sorted = [...new Set(rights)].sort();
    const name = `${sorted.join("")}${queue === undefined ? "" : `-${queue}`}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const made = {
      name,
      key: randomBytes(32).toString("base64"),
      rights: sorted,
      ...(queue !== undefined && { queue }),
    };
    this.add(made);
    return made;
  }
}

// Secrets differ in length, which the comparison must not tell either.
function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
