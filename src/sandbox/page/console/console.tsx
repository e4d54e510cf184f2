import { signal } from "@preact/signals";
import { type JSX, render } from "preact";
import { useToken } from "../api.ts";
import { ticks } from "../live.ts";
import { Failure } from "../parts.tsx";
import { useApi } from "../use-api.ts";
import { CardsView, LifeView } from "./cards-view.tsx";
import { mayChange, type Overview } from "./console-model.ts";
import { LettersView, OutboxView, QuarantineView, StuckView } from "./trouble-views.tsx";

const refreshMs = 5_000;

const views: readonly (readonly [string, string, () => JSX.Element])[] = [
  ["cards", "Orders", CardsView],
  ["stuck", "Stuck", StuckView],
  ["outbox", "Outbox", OutboxView],
  ["quarantine", "Quarantine", QuarantineView],
  ["dead-letters", "Dead letters", LettersView],
];

const address = signal(location.hash);
addEventListener("hashchange", () => {
  address.value = location.hash;
});

function App(): JSX.Element {
  const { value, error } = useApi<Overview>("/api/v1/overview");
  const [, place = "cards", id] = address.value.split("/");
  const shown = views.filter(([name]) => name !== "dead-letters" || value?.may.seeDeadLetters === true);
  const View = shown.find(([name]) => name === place)?.[2] ?? CardsView;
  mayChange.value = value?.may.change ?? false;
  return (
    <>
      <header>
        <h1>cardwright console</h1>
        <nav aria-label="Views">
          {shown.map(([name, title]) => (
            <a
              key={name}
              href={`#/${name}`}
              aria-current={name === place || (place === "card" && name === "cards") ? "page" : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <span role="status">
          {value === undefined ? "" : mayChange.value ? "changes are allowed" : "nothing is changed from here"}
        </span>
      </header>
      <main>
        <Failure text={error} />
        {place === "card" && id !== undefined ? <LifeView key={id} cardId={decodeURIComponent(id)} /> : <View />}
      </main>
    </>
  );
}

/** The token of the address is kept for this tab alone, and is gone from the address bar and the history. */
function takeToken(): void {
  const given = /^#token=([\w-]+)$/.exec(location.hash)?.[1];
  if (given !== undefined) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", "#/cards");
    address.value = location.hash;
  }
  useToken(given ?? sessionStorage.getItem("token") ?? "");
}

takeToken();
// A ledger tells nobody what happens in it.
setInterval(() => {
  if (!document.hidden) ticks.value++;
}, refreshMs);
const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
