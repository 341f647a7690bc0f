// One chip: a slider for each thing that it measures, and what can be wrong with it.

import { level } from "./api.js";
import { element, mark, put, show } from "/dom.js";
import { say } from "./text.js";
import { quantity } from "/words.js";

/** In the order in which they are offered. */
const FAULTS = ["off", "wrong-crc", "stuck-bus", "slow", "power-on", "noisy", "failing"];

/** The families of docs/chips.md. */
const COPIES = ["a", "b", "c", "d", "e", "f", "g", "h"];

export class Chip {
  #mark = element("p", { class: "mark" });
  #wrong = element("p", { class: "trouble", hidden: "" });
  #quantities;
  #faults;
  #copy;

  /** `act(method, path, body, words)` does something to the board. */
  constructor(name, about, act) {
    const id = `chip-${name}`;
    const path = `chips/${level(name)}`;
    this.#quantities = Object.entries(about.measures).map(([measured, one]) => new Quantity(id, about.title, path, measured, one, act));
    this.#faults = FAULTS.filter((fault) => fault in about.faults).map((fault) => new Fault(about.title, path, fault, act));
    this.#copy = "clone" in about ? new Copy(id, about.title, path, act) : undefined;
    this.node = element(
      "article",
      { class: "card chip", id, "aria-labelledby": `${id}-title` },
      element("header", {}, element("h3", { id: `${id}-title` }, about.title), this.#mark),
      element("code", {}, [about.part, about.address].filter(Boolean).join(" · ")),
      ...this.#quantities.map((each) => each.node),
      ...(this.#copy ? [this.#copy.node] : []),
      element("fieldset", {}, element("legend", {}, say("chip.wrong")), element("div", { class: "faults" }, ...this.#faults.map((each) => each.node))),
      this.#wrong,
    );
  }

  draw(chip) {
    const present = FAULTS.filter((fault) => chip.faults[fault]);
    mark(this.node, present.length ? "ill" : "well");
    mark(this.#mark, present.length ? "ill" : "well");
    put(this.#mark, present.length === 0 ? say("chip.works") : say("chip.faults", { n: present.length }));
    show(this.#wrong, present.map((fault) => say(`wrong.${fault}`)).join(" "));
    this.#copy?.draw(chip.clone);
    this.#quantities.forEach((each) => each.draw(chip.measures[each.name]));
    this.#faults.forEach((each) => each.draw(chip.faults[each.name]));
  }
}

/** Which copy of a DS18B20 it is: what is sold as one is often another. */
class Copy {
  #choice;

  constructor(chip, title, path, act) {
    const id = `${chip}-clone`;
    this.#choice = element("select", { id }, ...COPIES.map((letter) => element("option", { value: letter }, say(`copy.${letter}`))));
    this.#choice.addEventListener("change", () => act("PUT", `${path}/clone`, this.#choice.value, say("chip.is", { title, what: say(`copy.${this.#choice.value}`) })));
    this.node = element("div", { class: "measure" }, element("label", { class: "label", for: id }, say("chip.what")), this.#choice);
  }

  draw(letter) {
    if (document.activeElement !== this.#choice) {
      this.#choice.value = letter;
    }
  }
}

/** A slider, a field for an exact number, and the way back to the scene. */
class Quantity {
  #act;
  #path;
  #title;
  #unit;
  #slider;
  #field;
  #back;
  #going = false;
  #next;

  constructor(chip, title, path, name, about, act) {
    this.name = name;
    this.#act = act;
    this.#title = `${title}, ${quantity(name)}`;
    this.#path = `${path}/${level(name)}`;
    this.#unit = about.unit;
    const id = `${chip}-${name}`;
    const limits = { min: String(about.low), max: String(about.high) };
    const step = about.high - about.low > 500 ? "1" : "0.5";
    this.#slider = element("input", { type: "range", id: `${id}-slider`, ...limits, step, "aria-label": say("chip.slider", { name: this.#title }) });
    this.#field = element("input", { type: "number", id, ...limits, step: "any", inputmode: "decimal" });
    this.#back = element("button", { type: "button", class: "plain back", hidden: "", "aria-label": say("chip.follow-of", { name: this.#title }) }, say("chip.follow"));
    this.#slider.addEventListener("input", () => this.#set(this.#slider.value));
    this.#field.addEventListener("change", () => this.#field.reportValidity() && this.#field.value && this.#set(this.#field.value));
    this.#back.addEventListener("click", () => this.#act("DELETE", this.#path, undefined, say("chip.follows", { name: this.#title })));
    this.node = element(
      "div",
      { class: "measure" },
      element("label", { class: "label", for: id }, quantity(name)),
      element("span", { class: "exact" }, this.#field, element("span", { class: "unit" }, about.unit)),
      this.#slider,
      this.#back,
    );
  }

  draw(measured) {
    const value = measured.value.toFixed(2);
    if (document.activeElement !== this.#field && this.#field.value !== value) {
      this.#field.value = value;
    }
    if (!this.#going && !(document.activeElement === this.#slider && measured["by-hand"])) {
      this.#slider.value = value;
    }
    this.#slider.setAttribute("aria-valuetext", `${value} ${this.#unit}`);
    if (this.#back.hidden !== !measured["by-hand"]) {
      this.#back.hidden = !measured["by-hand"];
    }
  }

  /** One request at a time: of what a slider passes meanwhile only the last counts. */
  async #set(value) {
    this.#next = value;
    if (this.#going) {
      return;
    }
    this.#going = true;
    while (this.#next !== undefined) {
      const now = this.#next;
      this.#next = undefined;
      await this.#act("PUT", this.#path, now, `${this.#title}: ${now} ${this.#unit}`);
    }
    this.#going = false;
  }
}

/** A fault as a button: it stays pressed while the fault is there. A wire is pulled off, and put back. */
class Fault {
  #present = false;

  constructor(title, path, name, act) {
    this.name = name;
    const fault = say(`fault.${name}`);
    this.node = element("button", { type: "button", class: "plain fault", "data-fault": name }, fault);
    this.node.addEventListener("click", () => {
      const [method, key] = this.#present ? ["DELETE", "chip.is-over"] : ["PUT", "chip.begins"];
      act(method, `${path}/faults/${name}`, undefined, say(key, { title, fault }));
    });
  }

  draw(present) {
    this.#present = present;
    mark(this.node, present ? "present" : "absent");
    if (this.name === "off") {
      put(this.node, say(present ? "chip.put-back" : "fault.off"));
    } else {
      this.node.setAttribute("aria-pressed", String(present));
    }
  }
}
