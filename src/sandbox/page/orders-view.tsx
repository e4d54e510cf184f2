import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post, query } from "./api.ts";
import { type CardState, cardStates, type Orders } from "./model.ts";
import { Action, Failure, Foreign } from "./parts.tsx";
import { RequestForm } from "./request-form.tsx";
import { useApi } from "./use-api.ts";

const perColumn = 50;

/** All cards by state, and a form for requests. */
export function OrdersView(): JSX.Element {
  const [search, setSearch] = useState("");
  return (
    <>
      <div class="bar">
        <label>
          Search{" "}
          <input
            type="search"
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
            placeholder="card or shipment"
          />
        </label>
        <Action run={() => post("/api/v1/requests", { count: 1 })}>Order a card</Action>
        <Action run={() => post("/api/v1/requests", { count: 10, cardsPerShipment: 5 })}>Order ten</Action>
      </div>
      <div class="board">
        {cardStates.map((state) => (
          <Column key={state} state={state} search={search} />
        ))}
      </div>
      <RequestForm />
    </>
  );
}

function Column({ state, search }: { readonly state: CardState; readonly search: string }): JSX.Element {
  const { value, error } = useApi<Orders>(`/api/v1/cards?${query({ state, text: search, latest: perColumn })}`);
  const total = value?.total ?? 0;
  return (
    <section class={`column ${state}`} aria-label={`Cards ${state}`}>
      <h2>
        {state} <span class="count">{total}</span>
      </h2>
      <Failure text={error} />
      <ul>
        {value?.cards.map(({ cardId, shipmentId }) => (
          <li key={cardId}>
            <a href={`#/card/${encodeURIComponent(cardId)}`}>
              <Foreign text={cardId} />
            </a>{" "}
            <small>
              <Foreign text={shipmentId} />
            </small>
          </li>
        ))}
      </ul>
      {total > perColumn && <p class="note">and {total - perColumn} more: search for one</p>}
    </section>
  );
}
