import type { JsonSchema } from "./json-schema.ts";

/** A request, as a route sees it: what its schemas describe was checked. */
interface RouteRequest {
  /** The parameters in the path, decoded. */
  readonly params: { readonly [name: string]: string };
  /** The parameters of the query, as texts and numbers. */
  readonly query: { readonly [name: string]: string | number };
  /** The body, which fits the route's schema. */
  readonly body: unknown;
  /** The body as it came, where the route takes bytes. */
  readonly bytes: Buffer;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** An answer of a route. */
export interface RouteAnswer {
  /** Default 200, or 204 without a value. */
  readonly status?: number;
  /** Written as JSON. */
  readonly value?: unknown;
  /** A body of another kind, which a browser is told to store and not to show. */
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Buffer };
}

/** One operation of the interface: the server serves it, checks requests by it, and describes it in the OpenAPI document. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Such as `/api/v1/cards/{cardId}`. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: { readonly [name: string]: JsonSchema };
  /** The schema of a JSON body. */
  readonly body?: JsonSchema;
  /** Takes bytes instead of JSON; the content type of them. */
  readonly takes?: string;
  /** The schema of the answer. Default: any JSON value. */
  readonly answer?: JsonSchema;
  readonly handle: (request: RouteRequest) => Promise<RouteAnswer> | RouteAnswer;
}

/** Finds routes by method and path. */
export class RouteTable {
  readonly routes: readonly Route[];
  readonly #patterns: readonly { readonly route: Route; readonly pattern: RegExp }[];

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    this.#patterns = routes.map((route) => {
      const source = route.path.replaceAll(/[.$]/g, "\\$&").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)");
      return { route, pattern: new RegExp(`^${source}$`) };
    });
  }

  /** The route of a request, or the methods that its path has: none when nothing is there. */
  find(method: string, path: string): { route: Route; params: { [name: string]: string } } | readonly string[] {
    const allowed: string[] = [];
    for (const { route, pattern } of this.#patterns) {
      const match = pattern.exec(path);
      if (match === null) continue;
      if (route.method === method) return { route, params: decoded(match.groups) };
      allowed.push(route.method);
    }
    return allowed;
  }
}

function decoded(groups: { readonly [name: string]: string } = {}): { [name: string]: string } {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
}
