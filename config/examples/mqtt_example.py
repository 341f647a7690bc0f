#!/usr/bin/env python3
"""MQTT from Python: connect with a will, subscribe, publish with QoS and retain, unsubscribe, disconnect.

    sudo apt install python3-paho-mqtt        1.6 or 2.x
    ./meetpost simulate                       in another terminal
    python3 config/examples/mqtt_example.py [HOST [PORT]]
"""

import queue
import sys

import paho.mqtt.client as mqtt

HOST = sys.argv[1] if len(sys.argv) > 1 else "localhost"
PORT = int(sys.argv[2]) if len(sys.argv) > 2 else 1883
PRESENCE = "klas/python/status"
TEMPERATURE = "sensoren/temperatuur"
PATIENCE = 30  # seconds

events = queue.Queue()


def on_connect(client, userdata, flags, reason, properties=None):
    events.put(("connected", str(reason)))


def on_subscribe(client, userdata, number, *granted):
    events.put(("subscribed", ""))


def on_unsubscribe(client, userdata, number, *reasons):
    events.put(("unsubscribed", ""))


def on_message(client, userdata, message):
    events.put((message.topic, message.payload.decode()))


def wait_for(event):
    """The text of the next such event. Messages that come meanwhile are passed over."""
    while True:
        name, text = events.get(timeout=PATIENCE)
        if name == event:
            return text


# paho 2.x wants to be told which form the callbacks have, 1.6 knows only one.
version = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, "CallbackAPIVersion") else []
client = mqtt.Client(*version, client_id="python-example")
client.on_connect, client.on_message = on_connect, on_message
client.on_subscribe, client.on_unsubscribe = on_subscribe, on_unsubscribe

# The broker publishes this if it loses us. Retained, on the topic where we say `online`: so that topic is always right.
client.will_set(PRESENCE, "offline", qos=1, retain=True)
client.connect(HOST, PORT, keepalive=30)
client.loop_start()
print("connected:", wait_for("connected"))
client.publish(PRESENCE, "online", qos=1, retain=True).wait_for_publish()

client.subscribe(TEMPERATURE, qos=1)
wait_for("subscribed")
for _ in range(3):
    print("temperature:", float(wait_for(TEMPERATURE)), "°C")
client.unsubscribe(TEMPERATURE)
wait_for("unsubscribed")

# A command is never retained: it would be carried out again, or refused, by whoever comes later.
client.subscribe("actuatoren/pomp/result", qos=1)
wait_for("subscribed")
client.publish("actuatoren/pomp/set", "ON", qos=2).wait_for_publish()
print("pump:", wait_for("actuatoren/pomp/result"))
client.publish("actuatoren/pomp/set", "OFF", qos=1).wait_for_publish()
print("pump:", wait_for("actuatoren/pomp/result"))

# Who leaves in order says so; the will is for when that is not possible.
client.publish(PRESENCE, "offline", qos=1, retain=True).wait_for_publish()
client.disconnect()
client.loop_stop()
print("disconnected")
