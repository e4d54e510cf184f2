import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";

/**
 * Where the PostgreSQL server's programs are, or `undefined` when there is no server to test with. Skip with
 * `describe.skipIf(postgresBinaries === undefined)("… (needs PostgreSQL: apt-get install postgresql)", …)`.
 */
export const postgresBinaries: string | undefined = [
  ...(process.env["PATH"] ?? "").split(delimiter),
  ...globSync("/usr/lib/postgresql/*/bin").sort().reverse(),
  ...globSync("/{opt/homebrew,usr/local}/opt/postgresql*/bin").sort().reverse(),
].find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));

/** A private server on the loopback interface, with its data in a temporary folder. */
export interface TestPostgres extends AsyncDisposable {
  /** The process that started the server. */
  readonly pid: number;
  /** Ends the server as a crash does. */
  crash(): Promise<void>;
  /** Starts a server that crashed, with the data that it left. */
  restart(): Promise<void>;
  /** Makes an empty database and gives its connection string. */
  createDatabase(): Promise<string>;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

/**
 * Starts a server; takes a second or two, so share it within a test file. It also stops when this process dies.
 *
 * @param options.settings further settings of the server, each `name=value`
 */
export async function startPostgres(options: { readonly settings?: readonly string[] } = {}): Promise<TestPostgres> {
  if (postgresBinaries === undefined)
    throw new Error("No PostgreSQL server found; install Debian's postgresql package.");
  const folder = await mkdtemp(join(tmpdir(), "cardwright-postgres-"));
  const data = join(folder, "data");
  const user = unprivilegedUser();
  if (user !== undefined) await chown(folder, user.uid, user.gid);

  execFileSync(
    join(postgresBinaries, "initdb"),
    ["-D", data, "-U", "cardwright", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
    { ...user, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
  const port = await freePort();
  const settings = [`port=${port}`, "listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`];
  // The tests kill clients, not the machine: what the system has buffered is safe, so fsync would only cost time.
  const server = [
    join(postgresBinaries, "postgres"),
    "-D",
    data,
    ...[...settings, "fsync=off", ...(options.settings ?? [])].flatMap((s) => ["-c", s]),
  ];
  // The shell waits for its standard input to end, which also happens when this process is killed, or for a signal's name.
  const script = '"$@" & server=$!; read -r signal || signal=INT; kill "-$signal" "$server"; wait "$server"';
  const start = async () => {
    const stdio: ["pipe", "ignore", "pipe"] = ["pipe", "ignore", "pipe"];
    const started = spawn("sh", ["-c", script, "sh", ...server], { ...user, cwd: folder, stdio });
    await readyToAccept(started);
    return started;
  };
  const end = async (signal = "") => {
    const exited = new Promise((resolve) => shell.once("close", resolve));
    shell.stdin.end(signal);
    await exited;
  };
  let shell = await start();

  const address = (database: string) => `postgres://cardwright@127.0.0.1:${port}/${database}`;
  let databases = 0;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      if (shell.exitCode === null) await end();
      await rm(folder, { recursive: true, force: true });
    })();
    return closing;
  };
  return {
    get pid() {
      return shell.pid ?? 0;
    },
    crash: () => end("QUIT\n"),
    async restart() {
      shell = await start();
    },
    async createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      const client = new pg.Client({ connectionString: address("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return address(name);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

// PostgreSQL refuses to run as root.
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const entry = users.find((line) => line.startsWith("postgres:")) ?? users.find((line) => line.startsWith("nobody:"));
  const [, , uid, gid] = entry?.split(":") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error("PostgreSQL does not run as root, and no other user was found.");
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function readyToAccept(server: ChildProcess): Promise<void> {
  const log: string[] = [];
  return new Promise((resolve, reject) => {
    server.once("exit", (code) => reject(new Error(`PostgreSQL ended with ${code}:\n${log.join("\n")}`)));
    if (server.stderr === null) return;
    // Reading on afterwards keeps the pipe from filling up.
    createInterface({ input: server.stderr }).on("line", (line) => {
      if (log.length < 100) log.push(line);
      if (line.includes("ready to accept connections")) resolve();
    });
  });
}
