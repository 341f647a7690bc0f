// One sensor: its values, how old they are, how it is, its last hour.

import { element, mark, put, show } from "./dom.js";
import { Plot } from "./plot.js";
import { say } from "./text.js";
import * as words from "./words.js";

/** What a topic's listener gives when it need not be seen at once. */
export const LATER = "later";

export class Sensor {
  #about;
  #clock;
  #ask;
  #status = "";
  #fault;
  #readAt;
  #quantities;
  #mark = element("p", { class: "mark", "data-state": "waiting" });
  #age = element("p", { class: "age" });
  #trouble = element("p", { class: "trouble", hidden: "" });

  /** `ask`: has the agent say soon what it has measured. */
  constructor(about, clock, ask) {
    this.#about = about;
    this.#clock = clock;
    this.#ask = ask;
    this.#quantities = about.quantities.map((quantity) => new Quantity(quantity, about.seconds, clock));
    const id = `sensor-${about.name}`;
    this.node = element(
      "article",
      { class: `card sensor of-${Math.min(about.quantities.length, 3)}`, id, "aria-labelledby": `${id}-title`, "data-state": "waiting" },
      element("header", {}, element("h3", { id: `${id}-title` }, about.title), this.#mark),
      this.#trouble,
      element("div", { class: "quantities" }, ...this.#quantities.map((each) => each.node)),
      element("footer", {}, this.#age, ...(about.history ? [past(about)] : [])),
    );
  }

  /** Which topics it listens to, and what it does with their payloads; what it measures can wait for the next beat. */
  topics() {
    if (this.#about.lost) {
      return [];
    }
    return [
      [this.#about.status, (text) => void (this.#status = text)],
      [this.#about.fault, (text) => void (this.#fault = parsed(text))],
      ...this.#quantities.map((quantity) => [
        quantity.about.topic,
        (text, stored) => {
          if (this.#about.foreign) {
            // Somebody else's words: only the agent knows what they come to.
            this.#ask();
            return LATER;
          }
          quantity.value(text, stored);
          this.#readAt = stored ? this.#readAt : this.#clock.now();
          return LATER;
        },
      ]),
    ];
  }

  /** Its past, as the agent remembers it. */
  past({ ago, values }) {
    for (const quantity of this.#quantities) {
      const all = values[quantity.about.name] ?? [];
      quantity.plot.past(ago, all);
      if (this.#about.foreign) {
        quantity.shown(all.at(-1));
      }
    }
    const last = ago.at(-1);
    if (last !== undefined) {
      this.#readAt = Math.max(this.#readAt ?? 0, this.#clock.now() - last);
    }
  }

  /** `well`: whether what was last heard of it still counts. Gives a sentence for whoever cannot see the page. */
  draw(well) {
    if (this.#about.lost) {
      mark(this.node, "old");
      mark(this.#mark, "old");
      put(this.#mark, say("lost"));
      show(this.#trouble, say("sensor.lost"));
      this.#quantities.forEach((quantity) => quantity.draw(true));
      return "";
    }
    const before = this.node.dataset.state;
    const state = !well ? "old" : this.#status === "online" ? "well" : this.#status === "offline" ? "ill" : "waiting";
    mark(this.node, state);
    mark(this.#mark, state);
    put(this.#mark, say(`sensor.${state}`));
    const partial = state === "well" ? (this.#fault?.quantities ?? []) : [];
    show(this.#trouble, state === "ill" || partial.length ? this.#inWords() : "");
    const key = state === "well" ? "sensor.measured" : "sensor.last-measured";
    put(this.#age, this.#readAt ? capital(say(key, { age: words.age(this.#clock.now() - this.#readAt) })) : "");
    this.#quantities.forEach((quantity) => quantity.draw(partial.includes(quantity.about.name)));
    if (before === state || before === "waiting" || before === "old") {
      return "";
    }
    return state === "ill" ? `${this.#about.title}: ${this.#inWords()}` : state === "well" ? say("sensor.well-again", { title: this.#about.title }) : "";
  }

  repaint() {
    this.#quantities.forEach((quantity) => quantity.plot.repaint());
  }

  close() {
    this.#quantities.forEach((quantity) => quantity.plot.close());
    this.node.remove();
  }

  #inWords() {
    if (!this.#fault) {
      return say("sensor.silent");
    }
    const { kind, message, since } = this.#fault;
    const begin = since ? say("since", { time: words.time(new Date(since)) }) : "";
    return `${words.fault(kind)}${begin}. ${message ?? ""}`.trim();
  }
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The way to what the board has kept of it. */
function past({ name, title }) {
  const link = element("a", { href: `history.html?sensor=${encodeURIComponent(name)}&range=1d` }, say("sensor.history"));
  link.setAttribute("aria-label", say("sensor.history-of", { title }));
  return link;
}

/** One quantity of a sensor. */
class Quantity {
  #number = element("span", { class: "number" }, "–");
  #text = "";

  constructor(about, seconds, clock) {
    this.about = about;
    this.plot = new Plot(about, seconds, clock);
    const unit = about.unit === "1" ? "" : about.unit;
    this.node = element(
      "section",
      { class: "quantity" },
      element("p", { class: "label" }, words.quantity(about.name)),
      element("p", { class: "value" }, this.#number, " ", element("span", { class: "unit" }, unit)),
      this.plot.node,
      element("code", { class: "topic" }, about.topic),
    );
  }

  /** `failed`: whether the sensor goes on without it. */
  draw(failed) {
    put(this.#number, failed ? "–" : this.#text || "–");
    this.plot.draw();
  }

  /** What the agent made of somebody else's message. */
  shown(value) {
    this.#text = typeof value === "number" ? value.toFixed(this.about.decimals) : "";
  }

  value(text, stored) {
    this.#text = text;
    const value = Number(text);
    if (!stored && text && Number.isFinite(value)) {
      this.plot.add(value);
    }
  }
}

/** Anybody may publish on a topic: what is no JSON is shown as it is. */
export function parsed(text) {
  if (!text) {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return { kind: text };
  }
}
