// One chip: a slider for each thing that it measures, and what can be wrong with it.

import { level } from "./api.js";
import { element, mark, put, show } from "/dom.js";

/** In the order in which they are offered: what is done, and what then is. */
const FAULTS = {
  off: ["Pull off", "Its wire is off: nobody answers."],
  "wrong-crc": ["Wrong CRC", "Bits flip on its wire: the checksum is wrong."],
  "stuck-bus": ["Stuck bus", "Something holds its bus low: no chip on it can be reached."],
  slow: ["Slow", "It takes longer than it may."],
  "power-on": ["Power-on value", "Its supply dips while it converts: it says what it says after power-on."],
  noisy: ["Noisy", "What it measures jumps about."],
  failing: ["Failing", "Transfers break off in the middle."],
};

/** The families of docs/chips.md. */
const COPIES = {
  a: "genuine",
  b: "a copy: B (GXCAS, 7Q-Tek)",
  c: "a copy: C",
  d: "a copy: D (Mysentech)",
  e: "a copy: E (Novosense)",
  f: "a copy: F (Xinbole)",
  g: "a copy: G",
  h: "a copy: H",
};

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
    this.#quantities = Object.entries(about.measures).map(([quantity, one]) => new Quantity(id, about.title, path, quantity, one, act));
    this.#faults = Object.keys(FAULTS)
      .filter((fault) => fault in about.faults)
      .map((fault) => new Fault(about.title, path, fault, act));
    this.#copy = "clone" in about ? new Copy(id, about.title, path, act) : undefined;
    this.node = element(
      "article",
      { class: "card chip", id, "aria-labelledby": `${id}-title` },
      element("header", {}, element("h3", { id: `${id}-title` }, about.title), this.#mark),
      element("code", {}, [about.part, about.address].filter(Boolean).join(" · ")),
      ...this.#quantities.map((each) => each.node),
      ...(this.#copy ? [this.#copy.node] : []),
      element("fieldset", {}, element("legend", {}, "What is wrong with it"), element("div", { class: "faults" }, ...this.#faults.map((each) => each.node))),
      this.#wrong,
    );
  }

  draw(chip) {
    const present = Object.keys(FAULTS).filter((fault) => chip.faults[fault]);
    mark(this.node, present.length ? "ill" : "well");
    mark(this.#mark, present.length ? "ill" : "well");
    put(this.#mark, present.length === 0 ? "works" : present.length === 1 ? "1 fault" : `${present.length} faults`);
    show(this.#wrong, present.map((fault) => FAULTS[fault][1]).join(" "));
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
    this.#choice = element("select", { id }, ...Object.entries(COPIES).map(([letter, words]) => element("option", { value: letter }, words)));
    this.#choice.addEventListener("change", () => act("PUT", `${path}/clone`, this.#choice.value, `${title} is ${COPIES[this.#choice.value]}`));
    this.node = element("div", { class: "measure" }, element("label", { class: "label", for: id }, "What it is"), this.#choice);
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
    this.#title = `${title}, ${name}`;
    this.#path = `${path}/${level(name)}`;
    this.#unit = about.unit;
    const id = `${chip}-${name}`;
    const limits = { min: String(about.low), max: String(about.high) };
    const step = about.high - about.low > 500 ? "1" : "0.5";
    this.#slider = element("input", { type: "range", id: `${id}-slider`, ...limits, step, "aria-label": `${this.#title}, slider` });
    this.#field = element("input", { type: "number", id, ...limits, step: "any", inputmode: "decimal" });
    this.#back = element("button", { type: "button", class: "plain back", hidden: "", "aria-label": `${this.#title}: follow the scene again` }, "Follow the scene");
    this.#slider.addEventListener("input", () => this.#set(this.#slider.value));
    this.#field.addEventListener("change", () => this.#field.reportValidity() && this.#field.value && this.#set(this.#field.value));
    this.#back.addEventListener("click", () => this.#act("DELETE", this.#path, undefined, `${this.#title} follows the scene`));
    this.node = element(
      "div",
      { class: "measure" },
      element("label", { class: "label", for: id }, name),
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
    const [words] = FAULTS[name];
    this.node = element("button", { type: "button", class: "plain fault", "data-fault": name }, words);
    this.node.addEventListener("click", () => {
      const [method, verb] = this.#present ? ["DELETE", "is over"] : ["PUT", "begins"];
      act(method, `${path}/faults/${name}`, undefined, `${title}, ${words}: ${verb}`);
    });
  }

  draw(present) {
    this.#present = present;
    mark(this.node, present ? "present" : "absent");
    if (this.name === "off") {
      put(this.node, present ? "Put back" : FAULTS.off[0]);
    } else {
      this.node.setAttribute("aria-pressed", String(present));
    }
  }
}
