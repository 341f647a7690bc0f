// One client on MQTT.js: will, QoS 0 to 2, retained messages, a session that is resumed.
// usage: mqttjs_session.cjs URL VERSION (3, 4 or 5). Ends with 0 when all of it worked.
"use strict";

const assert = require("node:assert/strict");
const { once } = require("node:events");
const mqtt = require("mqtt");

const [url, version] = process.argv.slice(2);
const base = `mqttjs/${url.slice(0, 2)}/${version}`;

async function connected(name, options = {}) {
  const protocol = version === "3" ? { protocolId: "MQIsdp", protocolVersion: 3 } : { protocolVersion: Number(version) };
  const client = mqtt.connect(url, { clientId: `js${version}-${name}`, reconnectPeriod: 0, ...protocol, ...options });
  client.inbox = [];
  client.on("message", (topic, payload, packet) => {
    client.inbox.push([topic, payload.toString(), packet.qos, packet.retain]);
    client.emit("received");
  });
  const [connack] = await once(client, "connect", { signal: AbortSignal.timeout(10_000) });
  return [client, connack];
}

async function receive(client, ...expected) {
  while (client.inbox.length === 0) {
    await once(client, "received", { signal: AbortSignal.timeout(10_000) });
  }
  assert.deepEqual(client.inbox.shift(), expected);
}

async function session() {
  const [one] = await connected("one");
  const [two] = await connected("two");
  await one.publishAsync(`${base}/kept`, "kept", { qos: 1, retain: true });
  await two.subscribeAsync(`${base}/#`, { qos: 2 });
  await receive(two, `${base}/kept`, "kept", 1, true);
  for (const qos of [0, 1, 2]) {
    await one.publishAsync(`${base}/live`, `at ${qos}`, { qos });
    await receive(two, `${base}/live`, `at ${qos}`, qos, false);
  }

  const [dying] = await connected("dying", { will: { topic: `${base}/will`, payload: Buffer.from("gone"), qos: 1 } });
  dying.stream.destroy();
  await receive(two, `${base}/will`, "gone", 1, false);

  const kept = { clean: false, ...(version === "5" ? { properties: { sessionExpiryInterval: 600 } } : {}) };
  const [away] = await connected("away", kept);
  await away.subscribeAsync(`${base}/queued`, { qos: 1 });
  await away.endAsync();
  await one.publishAsync(`${base}/queued`, "meanwhile", { qos: 1 });
  const [back, connack] = await connected("away", kept);
  assert.ok(version === "3" || connack.sessionPresent, "the session was lost");
  await receive(back, `${base}/queued`, "meanwhile", 1, false);
  await Promise.all([one, two, back].map((client) => client.endAsync()));
}

session().then(
  () => process.exit(0),
  (problem) => {
    console.error(problem);
    process.exit(1);
  },
);
