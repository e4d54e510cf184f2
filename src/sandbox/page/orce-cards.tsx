import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Failure, Foreign } from "./parts.tsx";
import { useApi } from "./use-api.ts";

interface Account {
  readonly kind: string;
  readonly currency: string;
  readonly balance: string;
}

interface Card {
  readonly serialNumber: string;
  readonly customerId?: string;
  readonly accounts: readonly Account[];
}

interface Entry {
  readonly at: string;
  readonly what: string;
  readonly account?: string;
  readonly amount?: string;
  readonly currency?: string;
}

/** The cards that ORCE generated: the last ones or those of a customer, with balances, and the history of one. */
export function OrceCards(): JSX.Element {
  const [customer, setCustomer] = useState("");
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const path =
    customer === "" ? "/api/v1/orce/cards?limit=20" : `/api/v1/orce/customers/${encodeURIComponent(customer)}/cards`;
  const { value, error } = useApi<{ readonly cards: readonly Card[] }>(path);
  return (
    <section class="panel" aria-label="Cards">
      <h2>Cards</h2>
      <label>
        Customer{" "}
        <input
          type="search"
          value={customer}
          placeholder="the last cards of all"
          onInput={(event) => setCustomer(event.currentTarget.value)}
        />
      </label>
      <Failure text={error} />
      {value?.cards.length === 0 && <p>{customer === "" ? "No card yet." : "No card of this customer."}</p>}
      {value !== undefined && value.cards.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Serial number</th>
              <th scope="col">Customer</th>
              <th scope="col">Balances</th>
            </tr>
          </thead>
          <tbody>
            {value.cards.map(({ serialNumber, customerId, accounts }) => (
              <tr key={serialNumber}>
                <td>
                  <button type="button" class="link" onClick={() => setChosen(serialNumber)}>
                    {serialNumber}
                  </button>
                </td>
                <td>{customerId === undefined ? "none" : <Foreign text={customerId} />}</td>
                <td>{accounts.map(({ kind, balance, currency }) => `${kind} ${balance} ${currency}`).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {chosen !== undefined && <History serialNumber={chosen} />}
    </section>
  );
}

function History({ serialNumber }: { readonly serialNumber: string }): JSX.Element {
  const { value, error } = useApi<{ readonly history: readonly Entry[] }>(`/api/v1/orce/cards/${serialNumber}`);
  return (
    <>
      <h3>History of {serialNumber}</h3>
      <Failure text={error} />
      <ol>
        {value?.history.map(({ at, what, account, amount, currency }, index) => (
          <li key={index}>
            <time dateTime={at}>{at}</time>: {what.replace("-", " ")}
            {account !== undefined && `, ${account}`}
            {amount !== undefined && `, ${amount} ${currency}`}
          </li>
        ))}
      </ol>
    </>
  );
}
