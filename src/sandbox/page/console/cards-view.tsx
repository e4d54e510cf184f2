import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { query } from "../api.ts";
import { Failure, Foreign } from "../parts.tsx";
import { useApi } from "../use-api.ts";
import type { LedgerCard, LedgerEvent, List, Overview } from "./console-model.ts";
import { CardLink, Hidden, moment, Rows } from "./console-parts.tsx";

const states = ["requested", "reported", "report-refused", "acknowledged", "announced", "shipped", "rejected"];
const pageSize = 100;

/** The cards by state, those longest in it first. */
export function CardsView(): JSX.Element {
  const [state, setState] = useState("");
  const [shipmentId, setShipment] = useState("");
  const [cardId, setCard] = useState("");
  const [pages, setPages] = useState<readonly string[]>([]);
  const { value: overview } = useApi<Overview>("/api/v1/overview");
  const { value, error } = useApi<List<LedgerCard>>(
    `/api/v1/cards?${query({ state, shipmentId, limit: pageSize, after: pages.at(-1) })}`,
  );
  const choose = (next: string): void => {
    setState(next);
    setPages([]);
  };
  const find = (event: Event): void => {
    event.preventDefault();
    if (cardId !== "") location.hash = `#/card/${encodeURIComponent(cardId)}`;
  };
  return (
    <>
      <div class="bar" role="group" aria-label="States">
        {["", ...states].map((one) => (
          <button key={one} type="button" aria-pressed={one === state} onClick={() => choose(one)}>
            {one || "all"} {one !== "" && <span class="count">{overview?.cards[one] ?? 0}</span>}
          </button>
        ))}
      </div>
      <form class="bar" onSubmit={find}>
        <label>
          Card <input type="search" value={cardId} onInput={(event) => setCard(event.currentTarget.value)} />
        </label>
        <button type="submit">Show its life</button>
        <label>
          Shipment{" "}
          <input
            type="search"
            value={shipmentId}
            onInput={(event) => {
              setShipment(event.currentTarget.value);
              setPages([]);
            }}
          />
        </label>
      </form>
      <Failure text={error} />
      <Rows caption="Cards" columns={["Card", "State", "Since", "Shipment", "Organisation"]}>
        {value?.items.map((card) => (
          <tr key={card.cardId}>
            <td>
              <CardLink cardId={card.cardId} />
            </td>
            <td>
              {card.state} {card.errorCode !== undefined && <Foreign text={`(${card.errorCode})`} />}
            </td>
            <td>{moment(card.stateSince)}</td>
            <td>
              <Foreign text={card.shipmentId} />
            </td>
            <td>
              <Foreign text={card.organisationId} />
            </td>
          </tr>
        ))}
      </Rows>
      <div class="bar">
        {pages.length > 0 && (
          <button type="button" onClick={() => setPages(pages.slice(0, -1))}>
            Previous page
          </button>
        )}
        {value?.next !== undefined && (
          <button type="button" onClick={() => setPages([...pages, value.next ?? ""])}>
            Next page
          </button>
        )}
      </div>
    </>
  );
}

/** The life of one card. */
export function LifeView({ cardId }: { readonly cardId: string }): JSX.Element {
  const path = `/api/v1/cards/${encodeURIComponent(cardId)}`;
  const { value, error } = useApi<{ readonly card: LedgerCard; readonly history: readonly LedgerEvent[] }>(path);
  return (
    <>
      <h2>
        Card <Foreign text={cardId} />
      </h2>
      <Failure text={error} />
      {value !== undefined && (
        <>
          <p>
            <strong>{value.card.state}</strong> in shipment <Foreign text={value.card.shipmentId} /> of{" "}
            <Foreign text={value.card.organisationId} />
          </p>
          <Rows
            caption="History, oldest first"
            columns={["Time", "From", "Message", "State after it", "Reason", "Sent"]}
          >
            {value.history.map((event, index) => (
              <tr key={`${event.at} ${index}`}>
                <td>{moment(event.at)}</td>
                <td>{{ in: "NGOC", out: "partner", operator: "operator" }[event.direction]}</td>
                <td>
                  <Foreign text={event.type} />
                </td>
                <td>{event.state}</td>
                <td>{event.reason !== undefined && <Foreign text={event.reason} />}</td>
                <td>{moment(event.sentAt)}</td>
              </tr>
            ))}
          </Rows>
          <Hidden path={`${path}/personal-data`} label="personal data" />
        </>
      )}
    </>
  );
}
