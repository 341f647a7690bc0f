// Several outputs or rules as one: each with its answer, and an end at the first refusal where that is wished.

import { element, mark, put } from "../dom.js";
import { say } from "./text.js";

const MOST = 200;

/** What can be done together: to which things, on which topic of theirs, with which key and values. */
const ORDERS = {
  outputs: { of: (board) => board.outputs, topic: (thing) => thing.topic, key: "state", values: ["ON", "OFF"] },
  modes: { of: (board) => board.rules, topic: (thing) => `${thing.topic}/mode`, key: "mode", values: ["auto", "off", "service"] },
  setpoints: { of: (board) => board.rules.filter((rule) => rule.setpoint), topic: (thing) => `${thing.topic}/setpoint`, key: "setpoint", values: [] },
};

export class Together {
  #dialog = document.getElementById("together");
  #order = document.getElementById("together-order");
  #rows = document.getElementById("together-rows");
  #orders = document.getElementById("together-buttons");
  #stop = document.getElementById("together-stop");
  #sum = document.getElementById("together-sum");
  #view;
  #switching;
  #shown;
  #lines = [];
  #running = false;

  /** `shown()`: the boards that are looked at, and which of their things are. */
  constructor(view, switching, shown) {
    this.#view = view;
    this.#switching = switching;
    this.#shown = shown;
    this.#order.replaceChildren(...Object.keys(ORDERS).map((name) => element("option", { value: name }, say(`order.${name}`))));
    this.#order.addEventListener("change", () => this.#build());
    document.getElementById("together-open").addEventListener("click", () => {
      this.#build();
      this.#dialog.showModal();
    });
  }

  /** Shows what changed; nothing while it is closed. */
  draw() {
    if (!this.#dialog.open) {
      return;
    }
    for (const line of this.#lines) {
      const said = this.#switching.answer(line.topic);
      put(line.state, this.#view.text(line.order.key === "state" ? line.thing.topic : line.topic, 20) || say("unknown"));
      if (line.asked) {
        mark(line.answer, said.state);
        put(line.answer, said.text);
      }
    }
  }

  #build() {
    const order = ORDERS[this.#order.value] ?? ORDERS.outputs;
    const { boards, fits } = this.#shown();
    const all = boards.flatMap((board) => order.of(board).filter((thing) => fits(thing) || order.key !== "state").map((thing) => ({ board, thing })));
    this.#lines = all.slice(0, MOST).map(({ board, thing }) => this.#line(board, thing, order));
    this.#rows.replaceChildren(...this.#lines.map((line) => line.node));
    this.#orders.replaceChildren(...(order.values.length > 0 ? order.values.map((value) => this.#button(value, () => value)) : this.#number()));
    put(this.#sum, all.length === 0 ? say("together.nothing") : all.length > MOST ? say("together.most", { n: MOST }) : "");
    this.draw();
  }

  #line(board, thing, order) {
    const open = board.status === "online" && this.#view.connected && !this.#view.disputed(thing);
    const box = element("input", { type: "checkbox", ...(open ? { checked: "" } : { disabled: "" }) });
    const state = element("b", {});
    const answer = element("span", { class: "answer", role: "status" });
    const node = element("li", { class: "thing" }, element("label", { class: "thing-name" }, box, " ", `${thing.title} · ${board.name}`), state, answer);
    return { node, box, state, answer, thing, order, topic: order.topic(thing), asked: false };
  }

  #button(text, value) {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => this.#run(value()));
    return button;
  }

  #number() {
    const input = element("input", { type: "number", step: "0.5", value: "18", "aria-label": say("order.setpoints") });
    return [input, this.#button(say("together.set"), () => Number(input.value))];
  }

  /** One after the other where the first refusal is to end it; else all at once. */
  async #run(value) {
    if (this.#running || (typeof value === "number" && !Number.isFinite(value))) {
      return;
    }
    this.#running = true;
    const chosen = this.#lines.filter((line) => line.box.checked && !line.box.disabled);
    const left = new Set(chosen);
    this.#lines.forEach((line) => {
      line.asked = false;
      put(line.answer, "");
    });
    let accepted = 0;
    let refused = 0;
    const ask = async (line) => {
      left.delete(line);
      line.asked = true;
      if (await this.#switching.ask(line.topic, line.order.key, value)) {
        accepted++;
      } else {
        refused++;
      }
      this.#summary(accepted, refused, left.size);
    };
    if (this.#stop.checked) {
      for (const line of chosen) {
        await ask(line);
        if (refused > 0) {
          break;
        }
      }
    } else {
      await Promise.all(chosen.map(ask));
    }
    left.forEach((line) => put(line.answer, say("together.unsent")));
    this.#summary(accepted, refused, left.size);
    this.#running = false;
    this.draw();
  }

  #summary(accepted, refused, left) {
    put(this.#sum, say("together.sum", { accepted, refused, left }));
  }
}
