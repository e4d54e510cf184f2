import { signal } from "@preact/signals";
import { type JSX, render } from "preact";
import { AnswersView } from "./answers-view.tsx";
import { ApiError, get, keepKey } from "./api.ts";
import { CardView } from "./card-view.tsx";
import { ConformanceView } from "./conformance-view.tsx";
import { FaultsView } from "./faults-view.tsx";
import { follow, isConnected } from "./live.ts";
import { MessagesView } from "./messages-view.tsx";
import { OrceView } from "./orce-view.tsx";
import { OrdersView } from "./orders-view.tsx";
import { QueuesView } from "./queues-view.tsx";
import { StatusView } from "./status-view.tsx";

const views: readonly (readonly [string, string, () => JSX.Element])[] = [
  ["orders", "Orders", OrdersView],
  ["messages", "Messages", MessagesView],
  ["queues", "Queues", QueuesView],
  ["answers", "Answers", AnswersView],
  ["faults", "Faults and clock", FaultsView],
  ["orce", "ORCE", OrceView],
  ["conformance", "Conformance", ConformanceView],
  ["connect", "Connect", StatusView],
];

const address = signal(location.hash);
const isLocked = signal(false);
addEventListener("hashchange", () => {
  address.value = location.hash;
});

function App(): JSX.Element {
  const [, place = "orders", id] = address.value.split("/");
  const View = views.find(([name]) => name === place)?.[2] ?? OrdersView;
  return (
    <>
      <header>
        <h1>cardwright sandbox</h1>
        <nav aria-label="Views">
          {views.map(([name, title]) => (
            <a
              key={name}
              href={`#/${name}`}
              aria-current={name === place || (place === "card" && name === "orders") ? "page" : undefined}
            >
              {title}
            </a>
          ))}
        </nav>
        <span role="status" class={isConnected.value ? "live" : "away"}>
          {isConnected.value ? "live" : "not connected"}
        </span>
      </header>
      <main>
        {isLocked.value ? (
          <KeyForm />
        ) : place === "card" && id !== undefined ? (
          <CardView cardId={decodeURIComponent(id)} />
        ) : (
          <View />
        )}
      </main>
    </>
  );
}

/** Other machines need the key that the sandbox was started with. */
function KeyForm(): JSX.Element {
  const enter = (event: Event): void => {
    event.preventDefault();
    const field = document.querySelector<HTMLInputElement>("#key");
    keepKey(field?.value ?? "");
    void begin();
  };
  return (
    <form class="panel" onSubmit={enter}>
      <label for="key">The key of this sandbox</label>
      <input id="key" type="password" autocomplete="off" />
      <button type="submit">Enter</button>
    </form>
  );
}

async function begin(): Promise<void> {
  try {
    await get("/api/v1/state");
    isLocked.value = false;
    follow();
  } catch (error) {
    isLocked.value = error instanceof ApiError && error.status === 401;
    if (!isLocked.value) follow();
  }
}

const root = document.querySelector("#app");
if (root !== null) render(<App />, root);
void begin();
