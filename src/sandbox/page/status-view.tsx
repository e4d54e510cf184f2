import type { JSX } from "preact";
import { post } from "./api.ts";
import type { State } from "./model.ts";
import { Action, Failure, Json } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** How an application connects. */
export function StatusView(): JSX.Element {
  const { value, error } = useApi<State>("/api/v1/state");
  return (
    <>
      <Failure text={error} />
      {value !== undefined && (
        <>
          <h2>Connection strings</h2>
          {(["inbound", "outbound", "all"] as const).map((name) => (
            <div key={name}>
              <h3>
                {
                  {
                    inbound: "Partner, inbound (Listen)",
                    outbound: "Partner, outbound (Send)",
                    all: "Whole namespace",
                  }[name]
                }
              </h3>
              <Json value={value.connections[name]} label={`Connection string ${name}`} />
            </div>
          ))}
          <p>
            <a href="/api/v1/openapi.json">OpenAPI document</a>
          </p>
          <Action run={() => post("/api/v1/reset")}>
            Forget everything: messages, orders, rules, faults and files
          </Action>
        </>
      )}
    </>
  );
}
