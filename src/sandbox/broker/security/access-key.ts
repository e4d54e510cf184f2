import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { brokerOption, type OptionKinds, optionProblem } from "../option-problem.ts";

/** A right that a key grants. `Manage` includes the other two. */
export type AccessRight = "Listen" | "Send" | "Manage";

/** A shared access key for the whole namespace or for one queue. */
export interface AccessKey {
  readonly name: string;
  readonly key: string;
  readonly rights: readonly AccessRight[];
  /** The only queue the key is valid for. Default: all queues. */
  readonly queue?: string;
}

/**
 * The key of the official Service Bus emulator, which everybody knows: for development on one machine. Pass it in
 * `keys`, and programs that are set up for that emulator connect with the string they have.
 */
export const developmentKey: AccessKey = {
  name: "RootManageSharedAccessKey",
  key: "SAS_KEY_VALUE",
  rights: ["Manage", "Listen", "Send"],
};

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

  /** Adds a key. @throws ConfigurationError `BROKER_OPTION` for an invalid key */
  add(key: AccessKey): void {
    const problem = optionProblem("Access key", key, keyKinds, ["name", "key", "rights"]);
    if (problem !== undefined) throw brokerOption(problem);
    const wrong = key.rights.find((right) => !allRights.includes(right));
    if (wrong !== undefined)
      throw brokerOption(`Access key: unknown right "${wrong}", expected one of ${allRights.join(", ")}`);
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

  /** Returns the key with this name if the secret is correct; a wrong secret and an unknown name take the same time. */
  verify(name: string, secret: string): AccessKey | undefined {
    const known = this.#keys.get(name);
    const isRight = timingSafeEqual(digest(secret), digest(known?.key ?? ""));
    return isRight ? known : undefined;
  }

  /** Returns the key with exactly these rights and this scope; creates it if necessary. */
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

// Secrets differ in length, which the comparison must not reveal either.
function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
