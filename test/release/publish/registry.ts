// A registry on loopback that knows no other: what is not published to it does not exist.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { requireTool } from "./tools.ts";

/** What is used of verdaccio. */
interface Verdaccio {
  runServer(config: object): Promise<Server>;
}

/** A registry for npm, with one user. */
export class LoopbackRegistry implements AsyncDisposable {
  readonly #server: Server;
  /** Its address, with a slash at the end. */
  readonly url: string;
  /** What its user shows to publish. */
  readonly token: string;

  private constructor(server: Server, url: string, token: string) {
    this.#server = server;
    this.url = url;
    this.token = token;
  }

  /** Starts an empty registry that keeps its packages in a folder. */
  static async start(folder: string): Promise<LoopbackRegistry> {
    const { runServer } = requireTool("verdaccio") as Verdaccio;
    const server = await runServer({
      self_path: join(folder, "config.yaml"),
      storage: join(folder, "storage"),
      auth: { htpasswd: { file: join(folder, "users"), max_users: 1 } },
      uplinks: {},
      packages: { "**": { access: "$all", publish: "$authenticated", unpublish: "$authenticated" } },
      web: { enable: false },
      max_body_size: "100mb",
      log: { type: "file", path: join(folder, "log"), level: "warn" },
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    // A server that listens on TCP has an address with a port.
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    const user = { name: "publisher", password: "loopback-only", type: "user" };
    const { token } = await put(`${url}-/user/org.couchdb.user:publisher`, user);
    return new LoopbackRegistry(server, url, String(token));
  }

  /** Adds a package of others, given its packed file; npm itself would take a second for each. */
  async add(tarball: string, packageJson: PackageJson): Promise<void> {
    const packed = await readFile(tarball);
    const { name, version } = packageJson;
    const file = `${name}-${version}.tgz`;
    const dist = {
      integrity: `sha512-${createHash("sha512").update(packed).digest("base64")}`,
      shasum: createHash("sha1").update(packed).digest("hex"),
      tarball: `${this.url}${name}/-/${file}`,
    };
    const document = {
      _id: name,
      name,
      "dist-tags": { latest: version },
      versions: { [version]: { ...packageJson, _id: `${name}@${version}`, dist } },
      _attachments: {
        [file]: { content_type: "application/octet-stream", data: packed.toString("base64"), length: packed.length },
      },
    };
    await put(`${this.url}${name.replace("/", "%2f")}`, document, this.token);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

/** What the registry reads of a package's description. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
}

async function put(url: string, body: object, token?: string): Promise<{ readonly [field: string]: unknown }> {
  const response = await fetch(url, {
    method: "PUT",
    headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`The registry answered ${response.status} to PUT ${url}: ${text}`);
  return JSON.parse(text);
}
