import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post, query } from "./api.ts";
import type { Queue, QueuedMessage } from "./model.ts";
import { Action, Failure, Foreign, Json, payloadOf, time } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** The queues, what is in them, and their dead letters. */
export function QueuesView(): JSX.Element {
  const { value, error } = useApi<{ readonly queues: readonly Queue[] }>("/api/v1/queues");
  const [open, setOpen] = useState<{ readonly name: string; readonly deadLetters: boolean } | undefined>(undefined);
  return (
    <>
      <Failure text={error} />
      <table>
        <caption>Queues</caption>
        <thead>
          <tr>
            {["Queue", "Active", "Locked", "Deferred", "Scheduled", "Dead letters", ""].map((name) => (
              <th key={name} scope="col">
                {name || <span class="visually-hidden">Actions</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {value?.queues.map(({ name, ...counts }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{counts.active}</td>
              <td>{counts.locked}</td>
              <td>{counts.deferred}</td>
              <td>{counts.scheduled}</td>
              <td>{counts.deadLettered}</td>
              <td class="bar">
                <button type="button" onClick={() => setOpen({ name, deadLetters: false })}>
                  Messages<span class="visually-hidden"> of {name}</span>
                </button>
                <button type="button" onClick={() => setOpen({ name, deadLetters: true })}>
                  Dead letters<span class="visually-hidden"> of {name}</span>
                </button>
                <Action run={() => post(`/api/v1/queues/${encodeURIComponent(name)}/expire-locks`)}>End locks</Action>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {open !== undefined && <Messages key={`${open.name} ${open.deadLetters}`} {...open} />}
    </>
  );
}

function Messages({ name, deadLetters }: { readonly name: string; readonly deadLetters: boolean }): JSX.Element {
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState<number | undefined>(undefined);
  const base = `/api/v1/queues/${encodeURIComponent(name)}`;
  const { value, error, again } = useApi<{ readonly messages: readonly QueuedMessage[] }>(
    `${base}/${deadLetters ? "dead-letters" : "messages"}?${query({ text: search, limit: 100 })}`,
  );
  const sequenceNumbers = [...chosen];
  const bulk = async (act: () => Promise<unknown>): Promise<void> => {
    await act();
    setChosen(new Set());
    again();
  };
  const toggle = (sequenceNumber: number): void => {
    const next = new Set(chosen);
    if (!next.delete(sequenceNumber)) next.add(sequenceNumber);
    setChosen(next);
  };
  return (
    <section class="panel" aria-label={deadLetters ? "Dead letters" : "Messages of the queue"}>
      <h2>
        {deadLetters ? "Dead letters of" : "Messages in"} {name}{" "}
        <span class="count">{value?.messages.length ?? 0}</span>
      </h2>
      <div class="bar">
        <label>
          Search <input type="search" value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        </label>
        {deadLetters && (
          <>
            <Action
              disabled={chosen.size === 0}
              run={() => bulk(() => post(`${base}/dead-letters/resend`, { sequenceNumbers }))}
            >
              Resend chosen
            </Action>
            <Action
              disabled={chosen.size === 0}
              run={() => bulk(() => post(`${base}/dead-letters/remove`, { sequenceNumbers }))}
            >
              Remove chosen
            </Action>
            <Action run={() => bulk(() => post(`${base}/dead-letters/resend`))}>Resend all</Action>
          </>
        )}
      </div>
      <Failure text={error} />
      <ul class="letters">
        {value?.messages.map((message) => (
          <li key={message.sequenceNumber}>
            {deadLetters && (
              <input
                type="checkbox"
                aria-label={`Choose ${message.sequenceNumber}`}
                checked={chosen.has(message.sequenceNumber)}
                onChange={() => toggle(message.sequenceNumber)}
              />
            )}
            <button
              type="button"
              class="link"
              aria-expanded={shown === message.sequenceNumber}
              onClick={() => setShown(shown === message.sequenceNumber ? undefined : message.sequenceNumber)}
            >
              {message.sequenceNumber} <Foreign text={message.subject ?? "(no type)"} />
            </button>{" "}
            <small>
              {time(message.enqueuedAt)}, {message.state}, delivered {message.deliveryCount} times
              {message.deadLetterReason !== undefined && (
                <>
                  , <Foreign text={`${message.deadLetterReason}: ${message.deadLetterDescription ?? ""}`} />
                </>
              )}
            </small>
            {shown === message.sequenceNumber && <Json value={payloadOf(message.body)} label="Body" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
