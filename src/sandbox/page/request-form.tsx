import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { post } from "./api.ts";
import { Action } from "./parts.tsx";

/** A Production Request to fill in, made of an example under the contract in use. */
export function RequestForm(): JSX.Element {
  const [type, setType] = useState("");
  const [text, setText] = useState("");
  const load = async (): Promise<void> => {
    const form = await post<{ readonly type: string; readonly payload: object }>("/api/v1/requests/example");
    setType(form.type);
    setText(JSON.stringify(form.payload, null, 2));
  };
  useEffect(() => void load().catch(() => {}), []);
  const parsed = parse(text);
  return (
    <section class="panel" aria-label="Request form">
      <h2>Send a request of your own</h2>
      <p class="note">{type}: checked by the contract before it is sent. "Send unchecked" sends whatever is here.</p>
      <label for="payload">Payload</label>
      <textarea
        id="payload"
        rows={12}
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="bar">
        <Action disabled={parsed === undefined} run={() => post("/api/v1/requests", { payload: parsed })}>
          Send
        </Action>
        <Action run={() => post("/api/v1/messages", { subject: type, body: text })}>Send unchecked</Action>
        <Action run={load}>Another example</Action>
        {parsed === undefined && text !== "" && <span class="error">This is not JSON.</span>}
      </div>
    </section>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
