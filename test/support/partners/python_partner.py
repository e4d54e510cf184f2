"""A partner application in Python (azure-servicebus 7): proof that the kit asks for nothing of ours."""
import hashlib, json, os, signal, sys, uuid
from azure.servicebus import ServiceBusClient, ServiceBusMessage
from azure.servicebus.exceptions import ServiceBusError

PREFIX = "EXTERNAL_PRODUCTION_"
STORE = os.environ.get("PARTNER_STORE", "")
store = {"seen": [], "cards": {}, "unsent": []}
if STORE and os.path.exists(STORE):
    store = json.load(open(STORE, encoding="utf-8"))


def save():
    if STORE:
        with open(STORE + ".new", "w", encoding="utf-8") as out:
            json.dump(store, out)
        os.replace(STORE + ".new", STORE)


def env(name):
    return os.environ["CARDWRIGHT_" + name]


def stage(subject, body, correlation=None):
    store["unsent"].append({"subject": PREFIX + subject, "id": str(uuid.uuid4()), "correlation": correlation, "body": body})


def report(card):
    readout = hashlib.sha256(card["cardId"].encode()).hexdigest()[:14].upper()
    stage("CARD_PRODUCED", {**{k: card[k] for k in ("organisationId", "shipmentId", "cardId")},
                            "reportData": {field: readout for field in card["fields"]}})


def ship(shipment):
    ready = [c for c in store["cards"].values() if c["shipmentId"] == shipment and c["state"] == "acknowledged"]
    if not ready:
        return
    lines = [line for card in ready for line in card["accessories"]]
    body = {"organisationId": ready[0]["organisationId"], "shipmentId": shipment, "cardIds": [c["cardId"] for c in ready]}
    if lines:
        body["accessories"] = lines
    stage("SHIPPED", body)
    for card in ready:
        card["state"] = "shipped"


def refuse(message, details):
    ref = str(message.message_id)
    stage("ERROR", {"errorCode": "INVALID_MESSAGE", "details": details, "messageId": ref}, ref)


def handle(message):
    subject = message.subject or ""
    if isinstance(subject, bytes):
        subject = subject.decode()
    try:
        body = json.loads(b"".join(message.body).decode("utf-8"))
        if not isinstance(body, dict):
            raise ValueError
    except ValueError:
        body = None
    if subject == PREFIX + "ERROR":
        body = body or {}
        card = store["cards"].get(str(body.get("cardId")))
        if card and card["state"] == "produced":
            report(card)
        elif body.get("shipmentId"):
            for one in store["cards"].values():
                if one["shipmentId"] == body["shipmentId"] and one["state"] == "shipped":
                    one["state"] = "acknowledged"
            ship(body["shipmentId"])
        return
    if subject not in (PREFIX + "REQUEST_SENT", PREFIX + "REPORT_OK", PREFIX + "SHIPPED_OK"):
        return refuse(message, "unknown message type")
    if body is None:
        return refuse(message, "not a JSON object")
    if subject == PREFIX + "REQUEST_SENT":
        card = body.get("card") if isinstance(body.get("card"), dict) else {}
        ids = (card.get("cardId"), body.get("shipmentId"), body.get("organisationId"))
        if not all(isinstance(one, str) and one for one in ids):
            return refuse(message, "an id is missing")
        if ids[0] in store["cards"]:
            return
        store["cards"][ids[0]] = {"cardId": ids[0], "shipmentId": ids[1], "organisationId": ids[2], "state": "produced",
                                  "fields": card.get("expectedReportDataFields", []), "accessories": body.get("accessories", [])}
        report(store["cards"][ids[0]])
    elif subject == PREFIX + "REPORT_OK":
        card = store["cards"].get(str(body.get("cardId")))
        if card and card["state"] == "produced":
            card["state"] = "acknowledged"
            ship(card["shipmentId"])


def flush(sender):
    while store["unsent"]:
        one = store["unsent"][0]
        sender.send_messages(ServiceBusMessage(json.dumps(one["body"]), subject=one["subject"], message_id=one["id"],
                                               correlation_id=one["correlation"], content_type="application/json"))
        store["unsent"].pop(0)
        save()


def work():
    with ServiceBusClient.from_connection_string(env("INBOUND_CONNECTION_STRING"), retry_backoff_factor=0.1) as inbound, \
            ServiceBusClient.from_connection_string(env("OUTBOUND_CONNECTION_STRING"), retry_backoff_factor=0.1) as outbound, \
            inbound.get_queue_receiver(env("INBOUND_QUEUE")) as receiver, \
            outbound.get_queue_sender(env("OUTBOUND_QUEUE")) as sender:
        flush(sender)
        while True:
            for message in receiver.receive_messages(max_message_count=20, max_wait_time=1):
                ref = str(message.message_id)
                if ref not in store["seen"]:
                    handle(message)
                    store["seen"].append(ref)
                    save()
                flush(sender)
                try:
                    receiver.complete_message(message)
                except ServiceBusError:
                    pass  # The lock is gone: it comes again, and is known by then.


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
while True:
    try:
        work()
    except ServiceBusError as error:
        print("reconnecting after", type(error).__name__, file=sys.stderr, flush=True)
