"""A complete partner: produces and ships what is ordered, in parts, and reports invalid messages."""

import json
import os
import uuid
from collections import defaultdict

from azure.servicebus import ServiceBusClient, ServiceBusMessage


def message(subject, payload, answers=None):
    return ServiceBusMessage(
        json.dumps(payload),
        subject=subject,
        message_id=str(uuid.uuid4()),
        correlation_id=answers,
        content_type="application/json",
    )


def run(client, cards_per_part=2, last=lambda shipped: False):
    """Handles messages until `last` says of the set of shipped cards that it is complete."""
    orders, ready, sent, shipped, outgoing = {}, defaultdict(list), {}, set(), []
    with client.get_queue_sender("partner-to-ngoc") as sender:
        with client.get_queue_receiver("ngoc-to-partner") as receiver:

            def notify(subject, payload, answers=None):
                notification = message(subject, payload, answers)
                sent[notification.message_id] = (subject, payload)
                outgoing.append(notification)

            def refuse(received, code, details):
                payload = {"errorCode": code, "details": details, "messageId": received.message_id}
                notify("EXTERNAL_PRODUCTION_ERROR", payload, received.message_id)

            def report(card_id, readout):
                order = orders[card_id]
                payload = {key: order[key] for key in ("organisationId", "shipmentId")}
                payload |= {"cardId": card_id, "reportData": {"MIFARE_UID": readout}}
                notify("EXTERNAL_PRODUCTION_CARD_PRODUCED", payload)

            def requested(received, payload):
                card_id = payload["card"]["cardId"]
                if card_id in orders:
                    return refuse(received, "DUPLICATE_CARD", "The card was ordered before")
                orders[card_id] = payload
                report(card_id, uuid.uuid4().hex[:14].upper())

            def report_ok(received, payload):
                waiting = ready[payload["shipmentId"]]
                waiting.append(payload["cardId"])
                of_shipment = [id for id, order in orders.items() if order["shipmentId"] == payload["shipmentId"]]
                left = [id for id in of_shipment if id not in shipped and id not in waiting]
                if len(waiting) < cards_per_part and left:
                    return
                part = {"organisationId": payload["organisationId"], "shipmentId": payload["shipmentId"]}
                part["cardIds"] = list(waiting)
                accessories = [one for id in waiting for one in orders[id].get("accessories", [])]
                if accessories:
                    part["accessories"] = [
                        {"accessoryId": one["accessoryId"], "quantity": one["quantity"]} for one in accessories
                    ]
                shipped.update(waiting)
                waiting.clear()
                notify("EXTERNAL_PRODUCTION_SHIPPED", part)

            def error(received, payload):
                # An Error Notification is never answered. A refused report is sent again with a new readout.
                subject, refused = sent.get(payload.get("messageId"), (None, None))
                if subject == "EXTERNAL_PRODUCTION_CARD_PRODUCED":
                    report(refused["cardId"], uuid.uuid4().hex[:14].upper())

            handlers = {
                "EXTERNAL_PRODUCTION_REQUEST_SENT": requested,
                "EXTERNAL_PRODUCTION_REPORT_OK": report_ok,
                "EXTERNAL_PRODUCTION_SHIPPED_OK": lambda received, payload: None,
                "EXTERNAL_PRODUCTION_ERROR": error,
            }
            while not last(shipped):
                batch = receiver.receive_messages(max_message_count=50, max_wait_time=5)
                for received in batch:
                    handler = handlers.get(received.subject)
                    try:
                        if handler is None:
                            refuse(received, "UNKNOWN_MESSAGE_TYPE", "Unknown message type")
                        else:
                            handler(received, json.loads(str(received)))
                    except (ValueError, KeyError, TypeError):
                        refuse(received, "INVALID_MESSAGE", "The message cannot be read")
                # Answers leave before the messages are completed: what is not answered is delivered again.
                if outgoing:
                    sender.send_messages(outgoing)
                    outgoing.clear()
                for received in batch:
                    receiver.complete_message(received)


if __name__ == "__main__":
    wanted = int(os.environ.get("CARDS", "200"))
    connection = os.environ["CARDWRIGHT_CONNECTION_STRING"]
    # Debian's client 7.8 speaks TLS only; later ones take UseDevelopmentEmulator=true and need no certificate.
    certificate = os.environ.get("CARDWRIGHT_CERTIFICATE")
    options = {} if certificate is None else {"connection_verify": certificate}
    with ServiceBusClient.from_connection_string(connection, **options) as bus:
        run(bus, last=lambda shipped: len(shipped) >= wanted)
