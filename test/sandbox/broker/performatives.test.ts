import { expect, onTestFinished, test } from "vitest";
import { developmentKey } from "../../../src/sandbox/broker/index.ts";
import {
  amqpHeader,
  attach,
  codec,
  conditionOf,
  type Encodable,
  frame,
  propertiesOf,
  type RawFrame,
  RawPeer,
  saslHeader,
  signature,
} from "../../support/raw-peer.ts";
import { startBroker } from "./azure-fixture.ts";

// Microsoft's Python client reads fields by position, as Azure always writes all of them (since 7.9, up to 7.14.3).
const counts: { readonly [kind: string]: number } = {
  ...{ open: 10, begin: 8, attach: 14, flow: 11, transfer: 11, disposition: 6, detach: 3, end: 1, close: 1 },
  ...{ "sasl-mechanisms": 1, "sasl-outcome": 2 },
};

function countsOf(frames: readonly RawFrame[]): { readonly [kind: string]: readonly number[] } {
  const found: { [kind: string]: number[] } = {};
  for (const { kind, fields } of frames) found[kind] = [...new Set([...(found[kind] ?? []), fields.length])];
  return found;
}

/** The described lists within frames, by the code of their descriptor, with the numbers of their fields. */
function described(values: readonly Encodable[], found = new Map<unknown, Set<number>>()): Map<unknown, Set<number>> {
  for (const { descriptor, value } of values) {
    if (!Array.isArray(value)) continue;
    if (descriptor !== undefined) {
      found.set(descriptor.value, (found.get(descriptor.value) ?? new Set()).add(value.length));
    }
    described(value as Encodable[], found);
  }
  return found;
}

test("every performative has all its fields, every error three, and a signature may be called a jwt", async () => {
  const broker = await startBroker({}, { keys: [developmentKey], queues: [{ name: "s", requiresSession: true }] });
  const peer = new RawPeer(broker.port);
  onTestFinished(() => peer[Symbol.dispose]());
  const seen: RawFrame[] = [];
  const next = async (kind: string): Promise<RawFrame | undefined> => {
    const found = await peer.next(kind);
    if (found !== undefined) seen.push(found);
    return found;
  };

  peer.write(saslHeader);
  await next("sasl-mechanisms");
  peer.write(
    codec.frames.write_frame(codec.frames.sasl_frame(codec.frames["sasl_init"]?.({ mechanism: "ANONYMOUS" }) ?? {})),
  );
  await next("sasl-outcome");
  peer.write(amqpHeader);
  peer.write(frame(0, "open", { container_id: "python", hostname: "localhost", idle_time_out: 60_000 }));
  peer.write(frame(0, "begin", { next_outgoing_id: 0, incoming_window: 100, outgoing_window: 100 }));

  // A link before the token: refused.
  peer.write(attach(0, { name: "early", handle: 9, role: true, address: "q" }));
  expect(conditionOf(await next("detach"))).toBe("amqp:unauthorized-access");
  const resource = `sb://${broker.endpoint}/`;
  const token = signature(resource, developmentKey.name, developmentKey.key);
  expect(await peer.authorize(token, resource, "jwt")).toBe(202);

  peer.write(attach(0, { name: "to-q", handle: 1, role: false, address: "q" }));
  peer.send(1, codec.message.encode({ body: "hello", group_id: "g" }), { settled: false });
  await next("disposition");
  peer.send(1, Buffer.from("no message"), { settled: false });
  expect(conditionOf(await next("disposition"))).toBe("amqp:decode-error");
  peer.write(attach(0, { name: "from-q", handle: 2, role: true, address: "q" }));
  peer.credit(2, 1, { next_incoming_id: 1 });
  const delivery = await next("transfer");
  expect(delivery?.payload.includes("hello")).toBe(true);
  const [, deliveryId] = delivery?.fields ?? [];
  const state = codec.message.accepted().described();
  peer.write(frame(0, "disposition", { role: true, first: deliveryId?.value, settled: false, state }));
  await next("disposition");
  // A session: the broker's own source instead of the client's.
  peer.write(attach(0, { name: "to-s", handle: 3, role: false, address: "s" }));
  peer.send(3, codec.message.encode({ body: "in session", group_id: "g" }), { settled: false });
  await next("disposition");
  const filter = { "com.microsoft:session-filter": null };
  const source = codec.terminus.source({ address: "s", filter }).described();
  const target = codec.terminus.target({ address: "from-s" }).described();
  peer.write(frame(0, "attach", { name: "from-s", handle: 4, role: true, source, target, rcv_settle_mode: 1 }));
  await next("attach");
  peer.write(frame(0, "detach", { handle: 4, closed: true }));
  await next("detach");
  peer.write(frame(0, "end", {}));
  await next("end");
  peer.write(frame(0, "open", { container_id: "again" }));
  expect(conditionOf(await next("close"))).toBe("amqp:illegal-state");
  await peer.closed();

  const all = [...seen, ...peer.frames];
  expect(countsOf(all)).toEqual(Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, [count]])));
  const lists = described(all.flatMap(({ fields }) => fields));
  expect([...(lists.get(0x1d) ?? [])]).toEqual([3]);
  expect(lists.get(0x28)).toContain(11);
  expect(propertiesOf(delivery?.payload ?? Buffer.alloc(0))).toEqual({});
});

test("a token of type jwt that is no signature goes to the verifier of the options", async () => {
  const broker = await startBroker({}, { verifyToken: (token) => (token === "ours" ? grant : undefined) });
  const grant = { rights: ["Send"] as const, expiresAt: new Date(Date.now() + 60_000) };
  for (const [token, status] of [
    ["ours", 202],
    ["theirs", 401],
    ["SharedAccessSignature sr=x&sig=x&se=1&skn=x", 401],
  ] as const) {
    using peer = await RawPeer.open(broker.port);
    expect(await peer.authorize(token, "sb://localhost/q", "jwt")).toBe(status);
  }
});
