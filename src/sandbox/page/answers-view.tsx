import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post, remove } from "./api.ts";
import type { AnswerRule, ContractInUse } from "./model.ts";
import { Action, Failure, Foreign } from "./parts.tsx";
import { useApi } from "./use-api.ts";

const kinds = [
  ["refuse", "refuse"],
  ["silent", "stay silent"],
  ["late", "answer late"],
  ["twice", "answer twice"],
  ["out-of-order", "answer after the next one"],
  ["hold", "hold the message until I answer it"],
] as const;

/** How NGOC answers: rules, and answers that are held. */
export function AnswersView(): JSX.Element {
  const { value, error, again } = useApi<{ readonly rules: readonly AnswerRule[] }>("/api/v1/answer-rules");
  const held = useApi<{ readonly held: readonly string[] }>("/api/v1/held");
  const contract = useApi<ContractInUse>("/api/v1/contract");
  const errorCodes = [...new Set(Object.values(contract.value?.errorCodes ?? {}))];
  const [kind, setKind] = useState<string>("refuse");
  const [type, setType] = useState("");
  const [errorCode, setErrorCode] = useState("");
  const [seconds, setSeconds] = useState("5");
  const [times, setTimes] = useState("1");
  const add = async (): Promise<void> => {
    const plan = {
      kind,
      ...(kind === "refuse" && { errorCode: errorCode || errorCodes[0] }),
      ...(kind === "late" && { ms: Math.round(Number(seconds) * 1_000) }),
    };
    await post("/api/v1/answer-rules", { plan, ...(type && { type }), ...(times && { times: Number(times) }) });
    again();
  };
  return (
    <>
      <p class="note">Without a rule, NGOC answers by the source.</p>
      <Failure text={error} />
      <div class="bar">
        <label>
          Messages{" "}
          <select value={type} onChange={(event) => setType(event.currentTarget.value)}>
            <option value="">of any type</option>
            {contract.value?.messages.map(({ type: each }) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label>
          NGOC is to{" "}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            {kinds.map(([each, text]) => (
              <option key={each} value={each}>
                {text}
              </option>
            ))}
          </select>
        </label>
        {kind === "refuse" && (
          <label>
            Code{" "}
            <select value={errorCode} onChange={(event) => setErrorCode(event.currentTarget.value)}>
              {errorCodes.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </label>
        )}
        {kind === "late" && (
          <label>
            Seconds{" "}
            <input
              type="number"
              min="0.1"
              step="0.1"
              value={seconds}
              onInput={(event) => setSeconds(event.currentTarget.value)}
            />
          </label>
        )}
        <label>
          Times{" "}
          <input
            type="number"
            min="1"
            value={times}
            onInput={(event) => setTimes(event.currentTarget.value)}
            placeholder="all"
          />
        </label>
        <Action run={add}>Add rule</Action>
      </div>
      <h2>Rules</h2>
      <ul>
        {value?.rules.map((rule) => (
          <li key={rule.id}>
            {rule.plan.kind} {rule.plan.errorCode} {rule.type ?? "any type"}, struck {rule.hits} times{" "}
            <Action run={() => remove(`/api/v1/answer-rules/${rule.id}`).then(again)}>Remove</Action>
          </li>
        ))}
      </ul>
      <h2>Held messages</h2>
      <ul>
        {held.value?.held.map((messageId) => (
          <li key={messageId}>
            <Foreign text={messageId} />{" "}
            {(["accept", "refuse", "silent"] as const).map((how) => (
              <Action
                key={how}
                run={() =>
                  post(`/api/v1/held/${encodeURIComponent(messageId)}`, {
                    kind: how,
                    ...(how === "refuse" && { errorCode: errorCode || errorCodes[0] }),
                  }).then(held.again)
                }
              >
                {how}
              </Action>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
