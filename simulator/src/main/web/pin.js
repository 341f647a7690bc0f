// The lines of the header: an LED on what the program drives, a button on what it reads.

import { element, mark, put } from "/dom.js";
import { say } from "./text.js";

function name(id, gpio, pin) {
  return element("div", { class: "name" }, element("h3", { id }, pin.title ?? `GPIO ${gpio}`), element("code", {}, say("active", { gpio, level: say(`level.${pin.active ?? "high"}`) })));
}

const isOn = (pin) => pin.level === (pin.active ?? "high");

export class Output {
  #word = element("span", { class: "state" });
  #led = element("span", { class: "led", "aria-hidden": "true" });

  constructor(gpio, pin) {
    this.node = element("li", { class: "row output", id: `pin-${gpio}` }, name(`pin-${gpio}-title`, gpio, pin), this.#word, this.#led);
  }

  draw(pin) {
    mark(this.node, isOn(pin) ? "ON" : "OFF");
    put(this.#word, `${isOn(pin) ? "ON" : "OFF"}, ${say(`level.${pin.level}`)}`);
  }
}

export class Input {
  #word = element("span", { class: "state" });
  #switch;
  #pin;

  constructor(gpio, pin, act) {
    const id = `pin-${gpio}-title`;
    this.#switch = element("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false", "aria-labelledby": id });
    this.#switch.addEventListener("click", () => {
      const active = this.#pin.active ?? "high";
      const other = active === "high" ? "low" : "high";
      const level = isOn(this.#pin) ? other : active;
      act("PUT", `pins/${gpio}`, level, `${this.#pin.title ?? `GPIO ${gpio}`}: ${say(`level.${level}`)}`);
    });
    this.node = element("li", { class: "row", id: `pin-${gpio}` }, name(id, gpio, pin), this.#word, this.#switch);
  }

  draw(pin) {
    this.#pin = pin;
    mark(this.node, isOn(pin) ? "ON" : "OFF");
    put(this.#word, `${isOn(pin) ? "ON" : "OFF"}, ${say(`level.${pin.level}`)}`);
    this.#switch.setAttribute("aria-checked", String(isOn(pin)));
  }
}
