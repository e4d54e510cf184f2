import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { query } from "./api.ts";
import { MessageInspector, Verdict } from "./message-inspector.tsx";
import type { Message } from "./model.ts";
import { Failure, Foreign, time } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** What went over the queues, newest first. */
export function MessagesView(): JSX.Element {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const { value, error } = useApi<{ readonly messages: readonly Message[] }>(
    `/api/v1/messages?${query({ text, latest: 100 })}`,
  );
  return (
    <>
      <div class="bar">
        <label>
          Search <input type="search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      </div>
      <Failure text={error} />
      <div class="scroll" tabIndex={0} role="region" aria-label="Messages">
        <table>
          <caption>The last 100 messages</caption>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Message</th>
              <th scope="col">Card</th>
              <th scope="col">Remarks</th>
            </tr>
          </thead>
          <tbody>
            {value?.messages.map((message) => (
              <tr key={message.number} class={message.number === chosen ? "chosen" : ""}>
                <td>{time(message.atMs)}</td>
                <td>
                  <button
                    type="button"
                    class="link"
                    aria-pressed={message.number === chosen}
                    onClick={() => setChosen(message.number)}
                  >
                    <span aria-hidden="true">{message.way === "to-partner" ? "→ " : "← "}</span>
                    <Foreign text={message.type || "(no type)"} />
                  </button>
                </td>
                <td>
                  <Foreign text={message.cardIds.slice(0, 3).join(", ")} />
                </td>
                <td>
                  <Verdict message={message} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen !== undefined && <MessageInspector number={chosen} />}
    </>
  );
}
