// The connection to the broker, as any MQTT client has one: comes back by itself, and sends nothing late.

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
const NOT_THE_PASSWORD = 4;
const NOT_ALLOWED = 5;

export class Link {
  #url;
  #topics;
  #told;
  #client;
  #pause = FIRST_PAUSE;
  #login;

  /** `told.message(topic, text, stored)`, `told.connected()`, `told.gone()`, `told.refused(tried)`. */
  constructor(url, topics, told) {
    this.#url = url;
    this.#topics = topics;
    this.#told = told;
  }

  /** Begins to connect; `login` has `user` and `password`, or is undefined. */
  async open(login) {
    this.#login = login;
    const { default: mqtt } = await import("./lib/mqtt.esm.js");
    this.#client?.end(true);
    const client = mqtt.connect(this.#url, {
      clientId: `meetpost-page-${Math.random().toString(36).slice(2, 12)}`,
      username: login?.user,
      password: login?.password,
      protocolVersion: 4,
      clean: true,
      keepalive: 15,
      connectTimeout: 8000,
      reconnectPeriod: this.#pause,
      resubscribe: false,
      // A switch that was thrown while the broker was away must not move anything when it is back.
      queueQoSZero: false,
      timerVariant: "native",
    });
    this.#client = client;
    client.on("connect", () => this.#connected());
    client.on("message", (topic, payload, packet) => this.#told.message(topic, payload.toString(), packet.retain));
    client.on("close", () => this.#closed(client));
    client.on("error", (problem) => this.#failed(client, problem));
  }

  /** Other topics than before. */
  listen(topics) {
    const gone = this.#topics.filter((topic) => !topics.includes(topic));
    this.#topics = topics;
    if (this.#client?.connected) {
      if (gone.length > 0) {
        this.#client.unsubscribe(gone);
      }
      this.#client.subscribe(topics, { qos: 0 });
    }
  }

  /** More topics than before. */
  also(topics) {
    this.#topics = [...this.#topics, ...topics];
    if (topics.length > 0 && this.#client?.connected) {
      this.#client.subscribe(topics, { qos: 0 });
    }
  }

  /** Sends it now or never; says whether it could. */
  send(topic, payload) {
    if (!this.#client?.connected) {
      return false;
    }
    this.#client.publish(topic, payload, { qos: 0 });
    return true;
  }

  #connected() {
    this.#pause = FIRST_PAUSE;
    this.#client.options.reconnectPeriod = this.#pause;
    this.#told.connected();
    this.#client.subscribe(this.#topics, { qos: 0 });
  }

  #closed(client) {
    if (client !== this.#client) {
      return;
    }
    this.#pause = Math.min(this.#pause * 1.5, LONGEST_PAUSE);
    client.options.reconnectPeriod = this.#pause * (0.75 + Math.random() / 2);
    this.#told.gone();
  }

  #failed(client, problem) {
    if (client === this.#client && (problem.code === NOT_THE_PASSWORD || problem.code === NOT_ALLOWED)) {
      this.#client = undefined;
      client.end(true);
      this.#told.refused(this.#login);
    }
  }
}
