import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post } from "./api.ts";
import { Action, Failure, Foreign, Json } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** The run of the conformance kit, as the sandbox tells it. */
interface Run {
  readonly state: "idle" | "running" | "done" | "stopped" | "failed";
  readonly environment: { readonly [name: string]: string };
  readonly waiting?: { readonly id: string; readonly says: string };
  readonly cases: readonly {
    readonly id: string;
    readonly title: string;
    readonly group: string;
    readonly verdict: string;
    readonly reason?: string;
    readonly broken: readonly { readonly level: string; readonly expected: string; readonly got: string }[];
  }[];
  readonly planned: number;
  readonly summary?: string;
  readonly conforms?: boolean;
  readonly problem?: string;
}

/** Runs the conformance kit against an application, and shows what it does wrong. */
export function ConformanceView(): JSX.Element {
  const { value: run, error, again } = useApi<Run>("/api/v1/conformance");
  return (
    <>
      <h2>Is my application right?</h2>
      <p>
        The kit plays NGOC on queues of its own and says what an application does wrong. It asks you to start, stop and
        kill the application; <code>cardwright conform -- COMMAND</code> does that by itself.
      </p>
      <Failure text={error ?? run?.problem} />
      {run !== undefined && run.state !== "running" && <StartForm started={again} />}
      {run !== undefined && run.state !== "idle" && <Progress run={run} />}
    </>
  );
}

function StartForm({ started }: { readonly started: () => void }): JSX.Element {
  const [only, setOnly] = useState("");
  const [seconds, setSeconds] = useState("30");
  const start = async (): Promise<void> => {
    await post("/api/v1/conformance", { only, secondsPerOrder: Number(seconds) });
    started();
  };
  return (
    <form class="panel" onSubmit={(event) => event.preventDefault()}>
      <label for="conform-only">Scenarios or groups, all when empty</label>
      <input
        id="conform-only"
        value={only}
        placeholder="connect gate EIN-1"
        onInput={(event) => setOnly(event.currentTarget.value)}
      />
      <label for="conform-seconds">Seconds that an order may take</label>
      <input
        id="conform-seconds"
        type="number"
        min="1"
        max="3600"
        value={seconds}
        onInput={(event) => setSeconds(event.currentTarget.value)}
      />
      <Action run={start}>Run</Action>
    </form>
  );
}

function Progress({ run }: { readonly run: Run }): JSX.Element {
  const { state, cases, planned, waiting, environment, conforms } = run;
  const count = (verdict: string): number => cases.filter((one) => one.verdict === verdict).length;
  const outcome = { running: "Running", done: conforms ? "It conforms" : "It does not conform" }[
    state as "running" | "done"
  ];
  const strings = Object.entries(environment).map(([name, value]) => `${name}='${value}'`);
  return (
    <>
      <h3>{outcome ?? (state === "stopped" ? "Stopped" : "Failed")}</h3>
      <p role="status">
        {cases.length} of {planned} scenarios: {count("pass")} passed, {count("fail")} failed, {count("warn")} warned,{" "}
        {count("waiting")} waiting.
        {state === "running" && waiting !== undefined && (
          <strong>
            {" "}
            {waiting.id} waits: <Foreign text={waiting.says} />.
          </strong>
        )}
      </p>
      {state === "running" && strings.length > 0 && (
        <Json value={strings.join("\n")} label="Connection strings for the application" />
      )}
      {state === "running" && <Action run={() => post("/api/v1/conformance/stop")}>Stop</Action>}
      {state === "done" && (
        <p>
          <a href="/api/v1/conformance/report.html" download="conformance.html">
            Report as one HTML file
          </a>
          , <a href="/api/v1/conformance/report">as JSON</a>
        </p>
      )}
      <table>
        <caption>Scenarios, newest first</caption>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col">Verdict</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {[...cases].reverse().map(({ id, title, verdict, reason, broken }) => (
            <tr key={id}>
              <th scope="row">
                {id} {title}
              </th>
              <td class={verdict === "fail" || verdict === "error" ? "error" : undefined}>{verdict}</td>
              <td>
                {reason !== undefined && <Foreign text={reason} />}
                {broken.map(({ level, expected, got }) => (
                  <div key={expected}>
                    {level}: {expected}. Instead: <Foreign text={got} />
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
