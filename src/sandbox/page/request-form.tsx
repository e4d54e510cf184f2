import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, post } from "./api.ts";
import { contract, loadContract } from "./contract.ts";
import type { Issue } from "./model.ts";
import { Action, Foreign } from "./parts.tsx";
import { schemaOfExample } from "./schema.ts";
import { SchemaForm } from "./schema-form.tsx";

/** A Production Request to fill in, made of the schema of the contract in use; it begins with an example. */
export function RequestForm(): JSX.Element {
  const [type, setType] = useState("");
  const [example, setExample] = useState<unknown>({});
  const [text, setText] = useState("");
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [sent, setSent] = useState("");
  const change = (payload: unknown): void => setText(JSON.stringify(payload, null, 2));
  const load = async (): Promise<void> => {
    await loadContract();
    const form = await post<{ readonly type: string; readonly payload: object }>("/api/v1/requests/example");
    setType(form.type);
    setExample(form.payload);
    setIssues([]);
    change(form.payload);
  };
  useEffect(() => void load().catch(() => {}), []);
  const payload = parse(text);
  const schema = contract.value?.messages.find((message) => message.type === type)?.schema;
  const send = async (): Promise<void> => {
    setSent("");
    setIssues([]);
    try {
      const { messages } = await post<{ readonly messages: readonly { readonly messageId: string }[] }>(
        "/api/v1/requests",
        { payload },
      );
      setSent(`Sent as ${messages[0]?.messageId ?? ""}`);
    } catch (error) {
      if (error instanceof ApiError) setIssues(error.issues);
      throw error;
    }
  };
  return (
    <section class="panel" aria-label="Request form">
      <h2>Send a request of your own</h2>
      <p class="note">
        <Foreign text={type} />: checked by the contract before it is sent. "Send unchecked" sends whatever is here.
        {schema === undefined && " The contract came without schemas: the fields are those of an example."}
      </p>
      {typeof payload === "object" && (
        <SchemaForm schema={schema ?? schemaOfExample(example)} value={payload} issues={issues} change={change} />
      )}
      <details>
        <summary>As JSON</summary>
        <label for="payload">Payload</label>
        <textarea
          id="payload"
          rows={12}
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </details>
      {issues.length > 0 && (
        <ul aria-label="What the contract refuses">
          {issues.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>
                <Foreign text={path === "" ? "the payload" : path} />
              </code>{" "}
              <Foreign text={message} />
            </li>
          ))}
        </ul>
      )}
      <div class="bar">
        <Action disabled={payload === undefined} run={send}>
          Send
        </Action>
        <Action run={() => post("/api/v1/messages", { subject: type, body: text })}>Send unchecked</Action>
        <Action run={load}>Another example</Action>
        {payload === undefined && text !== "" && <span class="error">This is not JSON.</span>}
        <span role="status">
          <Foreign text={sent} />
        </span>
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
