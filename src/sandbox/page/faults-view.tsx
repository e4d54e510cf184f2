import type { JSX } from "preact";
import { post, remove } from "./api.ts";
import type { Fault, State } from "./model.ts";
import { Action, Failure } from "./parts.tsx";
import { useApi } from "./use-api.ts";

const always = 1_000_000;
const switches = [
  { name: "Sends are answered with server busy", rule: { on: "send", times: always, effect: { kind: "refuse" } } },
  { name: "Answers to sends are lost", rule: { on: "send", times: always, effect: { kind: "lose-answer" } } },
  { name: "Messages are delivered twice", rule: { on: "deliver", times: always, effect: { kind: "twice" } } },
  { name: "Messages are delivered out of order", rule: { on: "deliver", times: always, effect: { kind: "reorder" } } },
  { name: "Answers to settlements are lost", rule: { on: "settle", times: always, effect: { kind: "lose-answer" } } },
  {
    name: "Each settlement drops the connection",
    rule: { on: "settle", times: always, effect: { kind: "drop-connection" } },
  },
  { name: "Tokens are refused", rule: { on: "authorize", times: always, effect: { kind: "refuse" } } },
] as const;

const advances = [
  ["a minute", 60_000],
  ["an hour", 3_600_000],
  ["a day", 86_400_000],
] as const;

/** Faults as switches, and the clock. */
export function FaultsView(): JSX.Element {
  const { value, error, again } = useApi<{ readonly faults: readonly Fault[] }>("/api/v1/faults");
  const status = useApi<State>("/api/v1/state");
  return (
    <>
      <Failure text={error} />
      <table>
        <caption>Faults of the Service Bus</caption>
        <thead>
          <tr>
            <th scope="col">Fault</th>
            <th scope="col">Struck</th>
            <th scope="col">On</th>
          </tr>
        </thead>
        <tbody>
          {switches.map(({ name, rule }) => {
            const active = value?.faults.find(
              (fault) => fault.rule.on === rule.on && fault.rule.effect.kind === rule.effect.kind,
            );
            const toggle = async (): Promise<void> => {
              await (active === undefined ? post("/api/v1/faults", rule) : remove(`/api/v1/faults/${active.id}`));
              again();
            };
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{active?.hits ?? 0}</td>
                <td>
                  <input
                    type="checkbox"
                    role="switch"
                    aria-checked={active !== undefined}
                    aria-label={name}
                    checked={active !== undefined}
                    // It says on once the fault is on, not when it is clicked.
                    onClick={(event) => {
                      event.preventDefault();
                      void toggle();
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div class="bar">
        <Action run={() => post("/api/v1/connections/drop")}>Drop all connections</Action>
      </div>
      <h2>Clock</h2>
      <p>
        It is {status.value === undefined ? "…" : new Date(status.value.nowMs).toISOString()} for locks, schedules,
        expiry and late answers.
      </p>
      <div class="bar">
        {advances.map(([name, ms]) => (
          <Action key={name} run={() => post("/api/v1/clock/advance", { ms }).then(status.again)}>
            Forward {name}
          </Action>
        ))}
      </div>
    </>
  );
}
