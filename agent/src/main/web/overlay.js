// What is laid over the plots: quantities of other sensors, or the others of this one, of the same time.

import { element } from "./dom.js";
import * as source from "./source.js";
import { say } from "./text.js";
import * as words from "./words.js";

/** More lines than that nobody tells apart. */
const MOST = 3;

export class Overlays {
  #node;
  #about;
  #keys;
  #changed;

  /** `keys`: such as `kast.temperatuur`, of an address; what is no quantity of a sensor is left out. `changed()` is told of another choice. */
  constructor(node, about, keys, changed) {
    this.#node = node;
    this.#about = about;
    this.#keys = [...new Set(keys)].filter((key) => this.#all().some((each) => each.key === key)).slice(0, MOST);
    this.#changed = changed;
    this.#draw();
  }

  /** What is laid over, for an address. */
  get keys() {
    return this.#keys;
  }

  /** Their past in that time, in steps of so many seconds: `title`, `time` and `values` of each that has one. */
  async load(shown, step) {
    const chosen = this.#all().filter(({ key }) => this.#keys.includes(key));
    const past = new Map();
    for (const name of new Set(chosen.map(({ sensor }) => sensor.name))) {
      past.set(name, await source.past({ sensor: name, ...shown, step: `${step}s` }));
    }
    return chosen
      .map(({ key, sensor, quantity }) => {
        const { time, values } = past.get(sensor.name);
        const place = this.#keys.indexOf(key);
        return { place, title: title(sensor, quantity), quantity: quantity.name, sensor: sensor.name, time, values: values?.[quantity.name], gap: 2.5 * Math.max(step, sensor.seconds) };
      })
      .filter(({ values }) => values);
  }

  #all() {
    return this.#about.sensors.flatMap((sensor) => sensor.quantities.map((quantity) => ({ key: `${sensor.name}.${quantity.name}`, sensor, quantity })));
  }

  #draw() {
    const all = this.#all();
    const more = all.filter(({ key }) => !this.#keys.includes(key));
    const choice = element(
      "select",
      { class: "plain", "aria-label": say("history.over") },
      element("option", { value: "" }, say("history.over")),
      ...more.map(({ key, sensor, quantity }) => element("option", { value: key }, title(sensor, quantity))),
    );
    choice.disabled = more.length === 0 || this.#keys.length >= MOST;
    choice.addEventListener("change", () => this.#choose([...this.#keys, choice.value]));
    const chips = this.#keys.map((key, i) => {
      const { sensor, quantity } = all.find((each) => each.key === key);
      const name = title(sensor, quantity);
      const chip = element("button", { type: "button", class: `plain over over-${i + 1}`, "aria-label": say("history.over-remove", { name }) }, `${name} ✕`);
      chip.addEventListener("click", () => this.#choose(this.#keys.filter((each) => each !== key)));
      return chip;
    });
    this.#node.replaceChildren(choice, ...chips);
  }

  #choose(keys) {
    this.#keys = keys.filter(Boolean);
    this.#draw();
    this.#node.querySelector("select").focus();
    this.#changed();
  }
}

function title(sensor, quantity) {
  return `${sensor.title} ${words.quantity(quantity.name)}`;
}
