"""A partner application on Microsoft's Python client (7.8, Debian's python3-azure): reports each card, ships what was
acknowledged, keeps its orders in SQLite, so that it may be killed at any moment.

Environment: the connection strings and queues as `cardwright conform` hands them out, PARTNER_STORE (a file) and
PARTNER_CERTIFICATE (the certificate of the queues; this client speaks TLS on port 5671 only).
"""

import hashlib
import json
import os
import re
import signal
import sqlite3
import sys
import uuid

from azure.servicebus import ServiceBusClient, ServiceBusMessage

REQUEST = "EXTERNAL_PRODUCTION_REQUEST_SENT"
PRODUCED = "EXTERNAL_PRODUCTION_CARD_PRODUCED"
REPORT_OK = "EXTERNAL_PRODUCTION_REPORT_OK"
SHIPPED = "EXTERNAL_PRODUCTION_SHIPPED"
SHIPPED_OK = "EXTERNAL_PRODUCTION_SHIPPED_OK"
ERROR = "EXTERNAL_PRODUCTION_ERROR"

store = sqlite3.connect(os.environ.get("PARTNER_STORE", ":memory:"), isolation_level=None)
store.executescript(
    """
    PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS outbox (
        number INTEGER PRIMARY KEY, id TEXT, subject TEXT, answers TEXT, body TEXT, sent INTEGER DEFAULT 0
    );
    CREATE TABLE IF NOT EXISTS cards (
        id TEXT PRIMARY KEY, shipment TEXT, organisation TEXT, fields TEXT, accessories TEXT, state TEXT
    );
    """
)


class Invalid(Exception):
    """The message cannot be understood; its text says why."""


def stage(subject, body, answers=None):
    store.execute(
        "INSERT INTO outbox (id, subject, answers, body) VALUES (?, ?, ?, ?)",
        (str(uuid.uuid4()), subject, answers, json.dumps(body)),
    )


def text(value):
    if not isinstance(value, str) or value == "":
        raise Invalid("an id is missing or is no text")
    return value


def report(card):
    card_id, shipment, organisation, fields = card[:4]
    # The same readout each time: a card that is reported again is the same card.
    readout = hashlib.sha256(card_id.encode()).hexdigest()[:14].upper()
    body = {"organisationId": organisation, "shipmentId": shipment, "cardId": card_id}
    stage(PRODUCED, body | {"reportData": {field: readout for field in json.loads(fields)}})


def ship(shipment):
    ready = store.execute("SELECT * FROM cards WHERE shipment = ? AND state = 'acknowledged'", (shipment,)).fetchall()
    if not ready:
        return
    body = {"organisationId": ready[0][2], "shipmentId": shipment, "cardIds": [card[0] for card in ready]}
    accessories = [line for card in ready for line in json.loads(card[4])]
    if accessories:
        body["accessories"] = accessories
    store.execute("UPDATE cards SET state = 'shipped' WHERE shipment = ? AND state = 'acknowledged'", (shipment,))
    stage(SHIPPED, body)


def find(card_id):
    return store.execute("SELECT * FROM cards WHERE id = ?", (card_id,)).fetchone()


def requested(body):
    card = body.get("card")
    if not isinstance(card, dict):
        raise Invalid("there is no card")
    card_id, shipment, organisation = text(card.get("cardId")), text(body.get("shipmentId")), text(body.get("organisationId"))
    if find(card_id) is not None:
        return
    lines = [{"accessoryId": one["accessoryId"], "quantity": one["quantity"]} for one in body.get("accessories", [])]
    fields = json.dumps(card.get("expectedReportDataFields", []))
    row = (card_id, shipment, organisation, fields, json.dumps(lines), "produced")
    store.execute("INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?)", row)
    report(row)


def report_ok(body):
    card = find(body.get("cardId"))
    if card is not None and card[5] == "produced":
        store.execute("UPDATE cards SET state = 'acknowledged' WHERE id = ?", (card[0],))
        ship(card[1])


def refused(body):
    card = find(body.get("cardId"))
    if card is not None and card[5] == "produced":
        return report(card)
    # A shipment was refused: its cards are shipped again by a new notification.
    shipment = body.get("shipmentId")
    store.execute("UPDATE cards SET state = 'acknowledged' WHERE shipment = ? AND state = 'shipped'", (shipment,))
    ship(shipment)


def read(received):
    try:
        body = json.loads(b"".join(received.body).decode("utf-8"))
    except ValueError:
        raise Invalid("the body is not JSON") from None
    if not isinstance(body, dict):
        raise Invalid("the body is no JSON object")
    return body


def handle(received):
    if received.subject == ERROR:
        # It is never answered, whatever is in it.
        try:
            return refused(read(received))
        except Invalid:
            return
    handlers = {REQUEST: requested, REPORT_OK: report_ok, SHIPPED_OK: lambda body: None}
    try:
        if received.subject not in handlers:
            raise Invalid("the type of the message is unknown")
        handlers[received.subject](read(received))
    except (Invalid, KeyError, TypeError) as problem:
        details = str(problem) if isinstance(problem, Invalid) else "the message cannot be understood"
        body = {"errorCode": "INVALID_MESSAGE", "details": details, "messageId": received.message_id}
        stage(ERROR, body, received.message_id)


def take(received):
    """Handles a message once, in one transaction with what it sends."""
    store.execute("BEGIN IMMEDIATE")
    if store.execute("SELECT 1 FROM inbox WHERE id = ?", (received.message_id,)).fetchone() is None:
        handle(received)
        store.execute("INSERT INTO inbox VALUES (?)", (received.message_id,))
    store.execute("COMMIT")


def flush(sender):
    """Sends what is staged, in order and with the id that it has; it is sent again when the queue did not answer."""
    for number, id, subject, answers, body in store.execute(
        "SELECT number, id, subject, answers, body FROM outbox WHERE sent = 0 ORDER BY number"
    ).fetchall():
        message = ServiceBusMessage(
            body, subject=subject, message_id=id, correlation_id=answers, content_type="application/json"
        )
        sender.send_messages(message, timeout=5)
        store.execute("UPDATE outbox SET sent = 1 WHERE number = ?", (number,))


def client(name):
    # Debian's client knows no port but 5671 and no plain TCP.
    connection = os.environ[f"CARDWRIGHT_{name}_CONNECTION_STRING"].replace(";UseDevelopmentEmulator=true", "")
    connection = re.sub(r":\d+(?=;|/|$)", "", connection, count=1)
    certificate = os.environ["PARTNER_CERTIFICATE"]
    return ServiceBusClient.from_connection_string(connection, connection_verify=certificate, retry_total=0)


def run():
    with client("INBOUND") as inbound, client("OUTBOUND") as outbound:
        with outbound.get_queue_sender(os.environ["CARDWRIGHT_OUTBOUND_QUEUE"]) as sender:
            with inbound.get_queue_receiver(os.environ["CARDWRIGHT_INBOUND_QUEUE"]) as receiver:
                while True:
                    flush(sender)
                    for received in receiver.receive_messages(max_message_count=10, max_wait_time=1):
                        take(received)
                        flush(sender)
                        receiver.complete_message(received)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
while True:
    try:
        run()
    except Exception as problem:  # The link, the connection or the lock is lost: what was not completed comes again.
        print(f"again after {type(problem).__name__}", file=sys.stderr, flush=True)
