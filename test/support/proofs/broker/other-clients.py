"""Sends, receives and settles with Microsoft's Python client and with Qpid Proton; prints one line for each.

Arguments: port, name and key of a shared access key, path of the broker's certificate, and the clients: azure, proton.
Packages: python3-azure and python3-qpid-proton (Debian 12).
"""

import sys

port, key_name, key, certificate = sys.argv[1:5]
wanted = sys.argv[5:]


def azure() -> str:
    from azure.servicebus import NEXT_AVAILABLE_SESSION, ServiceBusClient, ServiceBusMessage, __version__

    client = ServiceBusClient.from_connection_string(
        f"Endpoint=sb://localhost;SharedAccessKeyName={key_name};SharedAccessKey={key}",
        connection_verify=certificate,
        retry_total=0,
    )
    with client:
        with client.get_queue_sender("azure") as sender:
            sender.send_messages(ServiceBusMessage("complete"))
            sender.send_messages([ServiceBusMessage("abandon"), ServiceBusMessage("dead-letter")])
        with client.get_queue_receiver("azure", max_wait_time=5) as receiver:
            (complete,) = receiver.receive_messages(1)
            receiver.complete_message(complete)
            (abandon,) = receiver.receive_messages(1)
            receiver.abandon_message(abandon)
            (again,) = receiver.receive_messages(1)
            assert str(again) == "abandon" and again.delivery_count == 1, again
            receiver.renew_message_lock(again)
            receiver.defer_message(again)
            (deferred,) = receiver.receive_deferred_messages([again.sequence_number])
            receiver.complete_message(deferred)
            (dead,) = receiver.receive_messages(1)
            receiver.dead_letter_message(dead, reason="bad", error_description="worse")
            assert receiver.peek_messages(5) == []
        with client.get_queue_receiver("azure", sub_queue="deadletter", max_wait_time=5) as receiver:
            (dead,) = receiver.receive_messages(1)
            assert dead.dead_letter_reason == "bad", dead.dead_letter_reason
            receiver.complete_message(dead)
        with client.get_queue_sender("sessions") as sender:
            sender.send_messages([ServiceBusMessage("first", session_id="s"), ServiceBusMessage("other", session_id="t")])
        with client.get_queue_receiver("sessions", session_id="s", max_wait_time=5) as receiver:
            (first,) = receiver.receive_messages(1)
            assert str(first) == "first" and first.session_id == "s", first
            receiver.session.set_state("half way")
            assert receiver.session.get_state() == b"half way"
            receiver.session.renew_lock()
            receiver.complete_message(first)
        with client.get_queue_receiver("sessions", session_id=NEXT_AVAILABLE_SESSION, max_wait_time=5) as receiver:
            (other,) = receiver.receive_messages(1)
            assert other.session_id == "t", other.session_id
            receiver.complete_message(other)
    return f"azure-servicebus {__version__}"


def proton() -> str:
    from proton import VERSION, Message
    from proton.utils import BlockingConnection

    connection = BlockingConnection(
        f"amqp://localhost:{port}",
        user=key_name,
        password=key,
        allowed_mechs="PLAIN",
        sasl_enabled=True,
        allow_insecure_mechs=True,
        timeout=10,
    )
    sender = connection.create_sender("proton")
    sender.send(Message(body="accept"))
    sender.send(Message(body="release"))
    receiver = connection.create_receiver("proton", credit=1)
    assert receiver.receive().body == "accept"
    receiver.accept()
    assert receiver.receive().body == "release"
    receiver.release(delivered=False)
    assert receiver.receive().body == "release"
    receiver.accept()
    sender.send(Message(body="reject"))
    assert receiver.receive().body == "reject"
    receiver.reject()
    dead = connection.create_receiver("proton/$DeadLetterQueue", credit=1)
    assert dead.receive().body == "reject"
    dead.accept()
    connection.close()
    return f"qpid-proton {'.'.join(map(str, VERSION))}"


failed = False
for client in (one for one in (azure, proton) if one.__name__ in wanted):
    try:
        print(f"{client()}: ok", flush=True)
    except ImportError as error:
        print(f"{client.__name__}: not installed ({error})", flush=True)
    except Exception as error:  # Whatever a client throws is the result to report.
        failed = True
        print(f"{client.__name__}: FAILED: {type(error).__name__}: {error}", flush=True)
sys.exit(1 if failed else 0)
