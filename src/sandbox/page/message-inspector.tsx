import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { post } from "./api.ts";
import { contract, loadContract } from "./contract.ts";
import { FieldTable } from "./field-table.tsx";
import type { Issue, Message } from "./model.ts";
import { Action, Failure, Foreign, Json, payloadOf } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** Everything about one message. */
export function MessageInspector({ number }: { readonly number: number }): JSX.Element {
  const { value, error } = useApi<Message>(`/api/v1/messages/${number}`);
  return (
    <section class="panel" aria-label="Message">
      <Failure text={error} />
      {value !== undefined && (
        <>
          <h2>
            <Foreign text={value.type || "(no type)"} />
          </h2>
          <dl>
            <Header name="Direction" text={value.way === "to-partner" ? "NGOC to partner" : "partner to NGOC"} />
            <Header name="Time" text={new Date(value.atMs).toISOString()} />
            <Header name="messageId" text={value.messageId} />
            <Header name="correlationId" text={value.correlationId} />
            <Header name="NGOC" text={value.verdict && `${value.verdict} ${value.errorCode ?? ""}`.trim()} />
          </dl>
          <Findings title="Why it is invalid" found={value.issues} />
          <Findings title="How it deviates from the contract" found={value.deviations} />
          <Fields message={value} />
          <h3>Payload</h3>
          <Json value={payloadOf(value.body)} label="Payload" />
          {value.way === "to-partner" && <EditedCopy key={value.number} message={value} />}
        </>
      )}
    </section>
  );
}

function Fields({ message }: { readonly message: Message }): JSX.Element | null {
  useEffect(() => void loadContract().catch(() => {}), []);
  const payload = payloadOf(message.body);
  const known = contract.value?.messages.find(({ type }) => type === message.type);
  if (known === undefined || typeof payload !== "object" || payload === null) return null;
  if (known.schema === undefined)
    return <p class="note">The contract came without schemas, so that the provenance of its fields is not known.</p>;
  return <FieldTable payload={payload} schema={known.schema} found={[...message.issues, ...message.deviations]} />;
}

/** What is remarkable about a message. */
export function Verdict({ message }: { readonly message: Message }): JSX.Element {
  const { valid, deviations, verdict, errorCode } = message;
  return (
    <>
      {!valid && <span class="badge">invalid</span>}
      {valid && deviations.length > 0 && <span class="badge">deviates</span>}
      {verdict !== undefined && verdict !== "accepted" && (
        <span class="badge">
          {verdict} {errorCode}
        </span>
      )}
    </>
  );
}

function Findings({ title, found }: { readonly title: string; readonly found: readonly Issue[] }): JSX.Element | null {
  if (found.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {found.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            <code>
              <Foreign text={path === "" ? "the payload" : path} />
            </code>{" "}
            <Foreign text={message} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Header({ name, text }: { readonly name: string; readonly text: string | undefined }): JSX.Element | null {
  return text === undefined ? null : (
    <>
      <dt>{name}</dt>
      <dd>
        <Foreign text={text} />
      </dd>
    </>
  );
}

function EditedCopy({ message }: { readonly message: Message }): JSX.Element {
  const payload = payloadOf(message.body);
  const [text, setText] = useState(typeof payload === "string" ? payload : JSON.stringify(payload, null, 2));
  const [isNew, setNew] = useState(true);
  const { type: subject, messageId, correlationId } = message;
  const send = (): Promise<unknown> =>
    post("/api/v1/messages", {
      subject,
      body: text,
      ...(!isNew && { messageId }),
      ...(correlationId !== undefined && { correlationId }),
    });
  return (
    <details>
      <summary>Send an edited copy</summary>
      <label for="copy">Payload</label>
      <textarea
        id="copy"
        rows={10}
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="bar">
        <label>
          <input type="checkbox" checked={isNew} onChange={(event) => setNew(event.currentTarget.checked)} /> with a new
          messageId
        </label>
        <Action run={send}>Send copy</Action>
      </div>
    </details>
  );
}
