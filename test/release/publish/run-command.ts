import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";

/** Where commands run: with which Node, against which registry, and with nothing of the user's own settings. */
export interface Machine {
  /** The folder with `node`, in front of PATH. */
  readonly bin: string;
  readonly registry: string;
  /** A folder for npm's cache and settings. */
  readonly home: string;
  readonly token?: string;
}

/** What a command did. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command, and never throws for its exit code. */
export async function tryCommand(machine: Machine, folder: string, command: readonly string[]): Promise<Outcome> {
  const [program = "", ...parameters] = command;
  const child = spawn(program, parameters, {
    cwd: folder,
    env: environment(machine),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { status, stdout, stderr };
}

/** Runs a command that has to succeed, and returns what it prints. */
export async function runCommand(machine: Machine, folder: string, command: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await tryCommand(machine, folder, command);
  if (status !== 0) throw new Error(`${command.join(" ")} exited with ${status} in ${folder}:\n${stdout}${stderr}`);
  return stdout;
}

function environment({ bin, registry, home, token }: Machine): NodeJS.ProcessEnv {
  // What an outer `npm run` has set would speak for this repository.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_|^INIT_CWD$/i.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: `${bin}${delimiter}${process.env["PATH"]}`,
    HOME: home,
    npm_config_cache: join(home, "npm-cache"),
    npm_config_userconfig: join(home, token === undefined ? "npmrc" : "npmrc-publisher"),
    npm_config_registry: registry,
    npm_config_update_notifier: "false",
    npm_config_fund: "false",
    npm_config_audit: "false",
    // Whatever is not on loopback is out of reach.
    npm_config_proxy: "http://127.0.0.1:9/",
    npm_config_https_proxy: "http://127.0.0.1:9/",
    npm_config_noproxy: "127.0.0.1",
  };
}
