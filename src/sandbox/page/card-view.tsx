import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { MessageInspector, Verdict } from "./message-inspector.tsx";
import type { CardLife, Message } from "./model.ts";
import { Failure, Foreign, time } from "./parts.tsx";
import { useApi } from "./use-api.ts";

/** The life of one card, as a sequence of messages between NGOC and the partner. */
export function CardView({ cardId }: { readonly cardId: string }): JSX.Element {
  const { value, error } = useApi<CardLife>(`/api/v1/cards/${encodeURIComponent(cardId)}`);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  return (
    <>
      <h2>
        Card <Foreign text={cardId} />
      </h2>
      <Failure text={error} />
      {value !== undefined && (
        <>
          {value.card !== undefined && (
            <p>
              <strong class={value.card.state}>{value.card.state}</strong> in shipment{" "}
              <Foreign text={value.card.shipmentId} /> of <Foreign text={value.card.organisationId} />
            </p>
          )}
          <Sequence messages={answersLast(value.messages)} chosen={chosen} choose={setChosen} />
        </>
      )}
      {chosen !== undefined && <MessageInspector number={chosen} />}
    </>
  );
}

function Sequence({
  messages,
  chosen,
  choose,
}: {
  readonly messages: readonly Message[];
  readonly chosen: number | undefined;
  readonly choose: (number: number) => void;
}): JSX.Element {
  return (
    <table class="sequence">
      <caption>Messages, oldest first</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">NGOC</th>
          <th scope="col">Message</th>
          <th scope="col">Partner</th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr key={message.number} class={message.number === chosen ? "chosen" : ""}>
            <td>{time(message.atMs)}</td>
            <td class="line" />
            <td class={`arrow ${message.way}`}>
              <button
                type="button"
                class="link"
                aria-pressed={message.number === chosen}
                onClick={() => choose(message.number)}
              >
                <span aria-hidden="true">{message.way === "to-partner" ? "→ " : "← "}</span>
                <Foreign text={message.type} />
                <span class="visually-hidden">
                  {message.way === "to-partner" ? " to the partner" : " from the partner"}
                </span>
              </button>
              <Verdict message={message} />
            </td>
            <td class="line" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** NGOC notes what it has received when it has answered: an answer stands behind what it answers all the same. */
function answersLast(messages: readonly Message[]): readonly Message[] {
  const left = new Map(messages.map((message) => [message.number, message]));
  const ordered: Message[] = [];
  const add = (message: Message): void => {
    if (!left.delete(message.number)) return;
    const answered = messages.find(({ messageId }) => messageId === message.correlationId);
    if (answered !== undefined) add(answered);
    ordered.push(message);
  };
  for (const message of messages) add(message);
  return ordered;
}
