"""One client on paho for Python, 1.6 or 2.x: will, QoS 0 to 2, retained messages, a session that is resumed.

usage: paho_session.py TRANSPORT PORT VERSION. Ends with 0 when all of it worked.
"""

import queue
import sys

import paho.mqtt.client as mqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

TRANSPORT, PORT, VERSION = sys.argv[1], int(sys.argv[2]), sys.argv[3]
PROTOCOL = {"3.1": mqtt.MQTTv31, "3.1.1": mqtt.MQTTv311, "5": mqtt.MQTTv5}[VERSION]
PATIENCE = 10


class Client:
    """Calls that wait, around paho's callbacks."""

    def __init__(self, name, clean=True, will=None):
        identity = f"paho-{VERSION}-{name}"
        options = {"client_id": identity, "protocol": PROTOCOL, "transport": TRANSPORT}
        if PROTOCOL != mqtt.MQTTv5:
            options["clean_session"] = clean
        if hasattr(mqtt, "CallbackAPIVersion"):
            options["callback_api_version"] = mqtt.CallbackAPIVersion.VERSION1
        self.client = mqtt.Client(**options)
        self.messages, self.events = queue.Queue(), queue.Queue()
        self.client.on_message = lambda c, u, message: self.messages.put(message)
        self.client.on_connect = lambda c, u, flags, code, *rest: self.events.put((int(getattr(code, "value", code)), flags))
        self.client.on_subscribe = lambda *arguments: self.events.put("subscribed")
        self.client.on_unsubscribe = lambda *arguments: self.events.put("unsubscribed")
        if will:
            self.client.will_set(*will)
        if PROTOCOL == mqtt.MQTTv5:
            properties = Properties(PacketTypes.CONNECT)
            properties.SessionExpiryInterval = 0 if clean else 600
            self.client.connect("127.0.0.1", PORT, 30, clean_start=clean, properties=properties)
        else:
            self.client.connect("127.0.0.1", PORT, 30)
        self.client.loop_start()
        code, flags = self.events.get(timeout=PATIENCE)
        assert code == 0, f"connection refused: {code}"
        self.present = flags["session present"] if isinstance(flags, dict) else flags.session_present

    def subscribe(self, topic, qos):
        self.client.subscribe(topic, qos)
        assert self.events.get(timeout=PATIENCE) == "subscribed"

    def unsubscribe(self, topic):
        self.client.unsubscribe(topic)
        assert self.events.get(timeout=PATIENCE) == "unsubscribed"

    def publish(self, topic, payload, qos, retain=False):
        self.client.publish(topic, payload, qos, retain).wait_for_publish()

    def receive(self, topic, payload, qos, retained):
        message = self.messages.get(timeout=PATIENCE)
        seen = (message.topic, message.payload.decode(), message.qos, bool(message.retain))
        assert seen == (topic, payload, qos, retained), seen

    def disconnect(self):
        self.client.disconnect()
        self.client.loop_stop()

    def break_off(self):
        """Ends the connection without a DISCONNECT."""
        self.client.loop_stop()
        self.client._sock_close()


base = f"paho/{TRANSPORT}/{VERSION}"
one, two = Client("one"), Client("two")
one.publish(f"{base}/kept", "kept", 1, True)
two.subscribe(f"{base}/#", 2)
two.receive(f"{base}/kept", "kept", 1, True)
for level in (0, 1, 2):
    one.publish(f"{base}/live", f"at {level}", level)
    two.receive(f"{base}/live", f"at {level}", level, False)

dying = Client("dying", will=(f"{base}/will", "gone", 1, False))
dying.break_off()
two.receive(f"{base}/will", "gone", 1, False)
two.unsubscribe(f"{base}/#")
one.publish(f"{base}/live", "unheard", 1)
two.subscribe(f"{base}/last", 0)
one.publish(f"{base}/last", "heard", 0)
two.receive(f"{base}/last", "heard", 0, False)

away = Client("away", clean=False)
away.subscribe(f"{base}/queued", 1)
away.disconnect()
one.publish(f"{base}/queued", "meanwhile", 1)
back = Client("away", clean=False)
assert VERSION == "3.1" or back.present, "the session was lost"
back.receive(f"{base}/queued", "meanwhile", 1, False)
for client in (one, two, back):
    client.disconnect()
