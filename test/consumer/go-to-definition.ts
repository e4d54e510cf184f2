// "Go to definition" on a name that an entry exports opens the source in the package, at that name. The editor's own server is asked.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./packed-package.ts";

/** What a class, an interface and an options object declare is found, too. */
const members = `
import { type IncomingMessage, ProductionPartnerClient } from "cardwright";
import { type Clock } from "cardwright/sandbox";
declare const [client, clock, message]: [ProductionPartnerClient, Clock, IncomingMessage];
client.reportShipped; client.close; client.on; clock.now; message.type;
`;

interface Location {
  readonly file: string;
  readonly start: { readonly line: number; readonly offset: number };
}

/** Asks for the definition of every exported name of a project's packed package, and says how many lead to a source. */
export async function goToDefinitions(project: string, entries: readonly string[]): Promise<string> {
  await using server = new EditorServer(project);
  const faults: string[] = [];
  let found = 0;
  for (const extension of ["mts", "cts"]) {
    const uses = [{ name: "members", text: members, positions: memberPositions() }, ...entries.map(useAll)];
    for (const { name, text, positions } of uses) {
      const file = join(project, `definitions-${name.replaceAll("/", "-")}.${extension}`);
      writeFileSync(file, text);
      server.open(file);
      for (const { line, offset, name: wanted } of positions) {
        const [location] = await server.definition({ file, line, offset });
        if (location !== undefined && leadsTo(location, wanted)) found++;
        else faults.push(`${name} (${extension}): the definition of ${wanted} is at ${JSON.stringify(location)}`);
      }
    }
  }
  if (faults.length > 0) throw new Error(faults.join("\n"));
  return `"go to definition" opens a packed source for ${found} names`;
}

/** A file that imports every name which the report of an entry lists, types too. */
function useAll(entry: string) {
  const report = readFileSync(join(root, "etc", `${entry.replace("cardwright/", "")}.api.md`), "utf8");
  const names = [...report.matchAll(/^## (\S+)$/gm)].map(([, name = ""]) => name);
  const text = names.map((name, index) => `import { ${name} as n${index} } from "${entry}";\n`).join("");
  return { name: entry, text, positions: names.map((name, index) => ({ name, line: index + 1, offset: 10 })) };
}

function memberPositions() {
  return members.split("\n").flatMap((text, index) =>
    [...text.matchAll(/\.(\w+);/g)].map((match) => ({
      name: match[1] ?? "",
      line: index + 1,
      offset: match.index + 2,
    })),
  );
}

/** Whether there is a source in the package whose text goes on with the name at that place. */
function leadsTo({ file, start }: Location, name: string): boolean {
  if (!/\/cardwright\/(src|generated)\/.*(?<!\.d)\.ts$/.test(file)) return false;
  const line = readFileSync(file, "utf8").split("\n")[start.line - 1] ?? "";
  return new RegExp(`^(async |readonly |static )*${name}\\b`).test(line.slice(start.offset - 1));
}

/** The server that editors talk to, in the protocol that they speak. */
class EditorServer implements AsyncDisposable {
  readonly #process;
  readonly #answers = new Map<number, (body: readonly Location[]) => void>();
  #requests = 0;

  constructor(cwd: string) {
    const program = join(root, "node_modules", "typescript", "lib", "tsserver.js");
    this.#process = spawn(process.execPath, [program, "--disableAutomaticTypingAcquisition"], {
      cwd,
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      if (!line.startsWith("{")) return;
      const { type, request_seq: request, body = [] } = JSON.parse(line);
      if (type === "response") this.#answers.get(request)?.(body);
    });
  }

  open(file: string): void {
    this.#send("open", { file });
  }

  definition(place: { readonly file: string; readonly line: number; readonly offset: number }) {
    return new Promise<readonly Location[]>((resolve, reject) => {
      this.#process.once("exit", () => reject(new Error("The editor's server ended")));
      this.#answers.set(this.#send("definition", place), resolve);
    }).finally(() => this.#process.removeAllListeners("exit"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.stdin.end();
    if (this.#process.exitCode === null) await once(this.#process, "exit");
  }

  #send(command: string, parameters: object): number {
    this.#requests++;
    this.#process.stdin.write(
      `${JSON.stringify({ seq: this.#requests, type: "request", command, arguments: parameters })}\n`,
    );
    return this.#requests;
  }
}
