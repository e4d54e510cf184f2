import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { query } from "../api.ts";
import { Failure, Foreign } from "../parts.tsx";
import { useApi } from "../use-api.ts";
import type { Letter, List, Quarantined, Stuck } from "./console-model.ts";
import { CardLink, Change, Hidden, moment, Rows } from "./console-parts.tsx";

/** What needs a person. */
export function StuckView(): JSX.Element {
  const [minutes, setMinutes] = useState(60);
  const { value, error } = useApi<List<Stuck>>(`/api/v1/stuck?${query({ minutes })}`);
  return (
    <>
      <div class="bar">
        <label>
          For longer than{" "}
          <input
            type="number"
            min={0}
            max={1_000_000}
            value={minutes}
            onInput={(event) => setMinutes(Math.max(0, Math.trunc(Number(event.currentTarget.value) || 0)))}
          />{" "}
          minutes
        </label>
      </div>
      <Failure text={error} />
      <StuckRows caption="Stuck" items={value?.items} />
      {value?.items.length === 0 && <p class="note">Nothing is stuck.</p>}
    </>
  );
}

/** Messages to NGOC that are not sent. */
export function OutboxView(): JSX.Element {
  const { value, error } = useApi<
    List<Stuck> & { readonly unsent: number; readonly oldest?: string; readonly waiting: readonly Stuck[] }
  >("/api/v1/outbox");
  return (
    <>
      <Failure text={error} />
      {value !== undefined && (
        <>
          <p>
            {value.unsent} not sent{value.oldest !== undefined && `, the oldest since ${moment(value.oldest)}`}.
          </p>
          <StuckRows caption="Not sent" items={value.items} />
          <StuckRows caption="Waiting for NGOC's answer (the 100 that wait longest)" items={value.waiting} />
        </>
      )}
    </>
  );
}

function StuckRows({
  caption,
  items = [],
}: {
  readonly caption: string;
  readonly items: readonly Stuck[] | undefined;
}): JSX.Element {
  return (
    <Rows caption={caption} columns={["Since", "Kind", "Card", "Shipment", "Message", "Reason", "Actions"]}>
      {items.map((item) => (
        <tr key={`${item.kind} ${item.cardId} ${item.messageId}`}>
          <td>{moment(item.since)}</td>
          <td>{item.kind}</td>
          <td>
            <CardLink cardId={item.cardId} />
          </td>
          <td>
            <Foreign text={item.shipmentId ?? ""} />
          </td>
          <td>
            <Foreign text={item.messageId ?? ""} />
          </td>
          <td>
            <Foreign text={item.reason ?? ""} />
          </td>
          <td>
            <Remedies item={item} />
          </td>
        </tr>
      ))}
    </Rows>
  );
}

function Remedies({ item: { kind, cardId, messageId = "" } }: { readonly item: Stuck }): JSX.Element | null {
  if (kind === "uncertain") {
    const path = `/api/v1/outbox/${encodeURIComponent(messageId)}`;
    return (
      <>
        <Change path={`${path}/resend`} does="Sends the message again: right only when NGOC does not have it.">
          Resend
        </Change>
        <Change path={`${path}/mark-sent`} does="Records that NGOC has the message: it is not sent again.">
          Mark as sent
        </Change>
      </>
    );
  }
  if (kind !== "not-answered") return null;
  const what = cardId === undefined ? "shipment" : "report";
  const id = cardId ?? messageId;
  return (
    <>
      <Change
        path="/api/v1/corrections"
        body={{ kind: `${what}-acknowledged`, id }}
        does={`Records that NGOC has the ${what} of ${id}, as if it had answered.`}
      >
        NGOC has it
      </Change>
      <Change
        path="/api/v1/corrections"
        body={{ kind: `${what}-lost`, id }}
        does={`Records that NGOC does not have the ${what} of ${id}: it may be reported again.`}
      >
        NGOC does not have it
      </Change>
    </>
  );
}

/** Messages that were consumed without having been handled. */
export function QuarantineView(): JSX.Element {
  const [state, setState] = useState("kept");
  const { value, error } = useApi<List<Quarantined>>(`/api/v1/quarantine?${query({ state })}`);
  return (
    <>
      <div class="bar">
        <label>
          State{" "}
          <select value={state} onChange={(event) => setState(event.currentTarget.value)}>
            <option value="kept">kept</option>
            <option value="replayed">replayed</option>
            <option value="dismissed">dismissed</option>
            <option value="">all</option>
          </select>
        </label>
      </div>
      <Failure text={error} />
      <Rows
        caption="Quarantined messages, oldest first"
        columns={["Received", "Type", "Why", "NGOC was told", "Actions"]}
      >
        {value?.items.map((entry) => {
          const path = `/api/v1/quarantine/${encodeURIComponent(entry.id)}`;
          const told = entry.answer?.errorCode;
          return (
            <tr key={entry.id}>
              <td>{moment(entry.receivedAt)}</td>
              <td>
                <Foreign text={entry.type ?? "(no type)"} />
              </td>
              <td>
                {entry.cause.reason}
                {entry.cause.issues?.map(({ message }) => (
                  <div key={message}>
                    <Foreign text={message} />
                  </div>
                ))}
              </td>
              <td>
                <Foreign text={told ?? "nothing"} />
              </td>
              <td>
                {entry.state === "kept" && entry.isReplayRequested && "replay requested"}
                {entry.state === "kept" && !entry.isReplayRequested && entry.hasBody && (
                  <Change
                    path={`${path}/replay`}
                    does={`Asks the running client to handle the message.${told === undefined ? "" : ` NGOC was told ${told} and may have ordered again.`}`}
                  >
                    Replay
                  </Change>
                )}
                {entry.state === "kept" && (
                  <Change path={`${path}/dismiss`} does="Records that the message needs no handling.">
                    Dismiss
                  </Change>
                )}
                {entry.hasBody && <Hidden path={`${path}/content`} label="content" />}
              </td>
            </tr>
          );
        })}
      </Rows>
      {value?.items.length === 0 && <p class="note">None.</p>}
    </>
  );
}

/** The dead letters of the queue from NGOC. */
export function LettersView(): JSX.Element {
  const { value, error } = useApi<List<Letter>>("/api/v1/dead-letters");
  return (
    <>
      <Failure text={error} />
      <Rows
        caption="Dead letters, oldest first"
        columns={["Number", "Enqueued", "Type", "Message", "Deliveries", "Reason", "Actions"]}
      >
        {value?.items.map((letter) => (
          <tr key={letter.sequenceNumber}>
            <td>{letter.sequenceNumber}</td>
            <td>{moment(letter.enqueuedAt)}</td>
            <td>
              <Foreign text={letter.type ?? "(no type)"} />
            </td>
            <td>
              <Foreign text={letter.messageId ?? ""} />
            </td>
            <td>{letter.deliveryCount}</td>
            <td>
              <Foreign text={`${letter.reason ?? ""} ${letter.description ?? ""}`} />
            </td>
            <td>
              <Hidden path={`/api/v1/dead-letters/${letter.sequenceNumber}/content`} label="content" />
              <Change
                path={`/api/v1/dead-letters/${letter.sequenceNumber}/remove`}
                does="Removes the message for good. Handing it to the handlers again is for `cardwright dead-letters handle`."
              >
                Remove
              </Change>
            </td>
          </tr>
        ))}
      </Rows>
      {value?.items.length === 0 && <p class="note">None.</p>}
    </>
  );
}
