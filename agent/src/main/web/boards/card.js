// A board as a card: what is wrong with it, its things with their values, its switches.

import { element, mark, put, show } from "../dom.js";
import * as words from "../words.js";
import { shown } from "./foreign.js";
import { ILL, page } from "./state.js";
import { json } from "./store.js";
import { say } from "./text.js";

const CARD_PROBLEMS = 6;

/** The state of a board as a word and a shape; what else is shown of it is old where it is not online. */
export function drawState(node, state) {
  const live = state === "online" ? "yes" : "no";
  const whole = node.closest("[data-board]");
  if (whole.dataset.live !== live) {
    whole.dataset.live = live;
  }
  mark(node, { online: "well", offline: "ill", silent: "ill" }[state] ?? "waiting");
  put(node, say(`state.${state || "unknown"}`));
}

/** A value with its unit, or a dash. */
export function valueText(view, quantity) {
  const text = view.text(quantity.topic, 24);
  return text === "" ? "–" : quantity.unit ? `${text} ${quantity.unit}` : text;
}

/** What is wrong, as a list; nothing where all is well. */
export function drawProblems(node, problems, most) {
  const texts = problems.slice(0, most).map((each) => each.text);
  if (problems.length > most) {
    texts.push(say("problems.more", { n: problems.length - most }));
  }
  const all = JSON.stringify(texts);
  if (node.dataset.all !== all) {
    node.dataset.all = all;
    node.replaceChildren(...texts.map((text, i) => element("li", { "data-weight": problems[i]?.weight === ILL ? "ill" : "odd" }, text)));
    node.hidden = texts.length === 0;
  }
}

export class Card {
  #board;
  #view;
  #switching;
  #version = -1;
  #fits;
  #rows = [];
  #mark = element("p", { class: "mark", "data-state": "waiting" });
  #problems = element("ul", { class: "problems", hidden: "" });
  #title = element("h2", {});
  #about = element("p", { class: "age" });
  #lists = element("div", { class: "lists" });
  #link = element("a", { class: "own-page", hidden: "" }, say("page"));

  /** `switching`: sends commands, and knows what came of them. */
  constructor(board, view, switching) {
    this.#board = board;
    this.#view = view;
    this.#switching = switching;
    this.node = element(
      "article",
      { class: "card board", "data-board": board.root },
      element("header", {}, this.#title, this.#mark),
      this.#problems,
      this.#lists,
      element("footer", {}, this.#about, this.#link),
    );
  }

  /** `fits`: which of its things are to be shown. */
  draw(problems, fits) {
    const board = this.#board;
    if (this.#version !== board.version || this.#fits !== fits.key) {
      this.#version = board.version;
      this.#fits = fits.key;
      this.#build(fits);
    }
    const state = this.#view.state(board);
    drawState(this.#mark, state);
    this.#link.hidden = !this.#link.hasAttribute("href") || state === "offline";
    mark(this.node, problems.some((each) => each.weight === ILL) ? "ill" : "well");
    drawProblems(this.#problems, problems, CARD_PROBLEMS);
    this.#rows.forEach((row) => row());
  }

  #build(fits) {
    const board = this.#board;
    put(this.#title, board.name);
    put(this.#about, [board.prefix + board.id, board.info.version].filter(Boolean).join(" · "));
    const url = page(board);
    this.#link.removeAttribute("href");
    if (url) {
      this.#link.setAttribute("href", url);
      this.#link.setAttribute("aria-label", say("page.of", { name: board.name }));
    }
    this.#rows = [];
    const list = (title, things, row) => {
      const rows = things.filter(fits).map((thing) => row.call(this, thing));
      return rows.length === 0 ? [] : [element("section", {}, element("h3", {}, say(`list.${title}`)), element("ul", { class: "things" }, ...rows))];
    };
    this.#lists.replaceChildren(
      ...list("sensors", board.sensors, this.#sensor),
      ...list("outputs", board.outputs, this.#output),
      ...list("inputs", board.inputs, this.#input),
      ...list("rules", board.rules, this.#rule),
      ...list("alarms", board.alarms, this.#alarm),
    );
  }

  #sensor(sensor) {
    const values = sensor.quantities.map((quantity) => {
      const value = element("b", {});
      const label = sensor.quantities.length > 1 ? [element("span", { class: "quantity-name" }, words.quantity(quantity.name)), " "] : [];
      this.#rows.push(() => put(value, this.#view.fault(sensor) ? "–" : valueText(this.#view, quantity)));
      return element("span", { class: "reading" }, ...label, value);
    });
    const fault = element("span", { class: "fault", hidden: "" });
    this.#rows.push(() => show(fault, this.#view.fault(sensor)));
    return this.#thing(sensor, element("span", { class: "readings" }, ...values), fault);
  }

  #output(output) {
    const state = element("b", {});
    const button = element("button", { type: "button", class: "switch", role: "switch", "aria-checked": "false", "aria-label": `${output.title}, ${this.#board.name}` });
    const answer = element("span", { class: "answer", role: "status" });
    button.addEventListener("click", () => this.#switching.toggle(output));
    this.#rows.push(() => {
      const text = this.#view.text(output.topic, 12);
      const open = this.#view.connected && this.#board.status === "online" && (text === "ON" || text === "OFF") && !this.#view.disputed(output);
      put(state, text || say("unknown"));
      if (button.getAttribute("aria-checked") !== String(text === "ON")) {
        button.setAttribute("aria-checked", String(text === "ON"));
      }
      if (button.disabled === open) {
        button.disabled = !open;
      }
      const said = this.#switching.answer(output.topic);
      mark(answer, said.state);
      put(answer, said.text);
    });
    return this.#thing(output, state, button, answer);
  }

  #input(input) {
    const state = element("b", {});
    this.#rows.push(() => {
      const text = this.#view.text(input.topic, 12);
      const meaning = words.meaning(text, input.class);
      put(state, meaning ? `${text} · ${meaning}` : text || say("unknown"));
    });
    return this.#thing(input, state);
  }

  #rule(rule) {
    const state = element("b", {});
    const why = element("span", { class: "answer" });
    this.#rows.push(() => {
      const said = json(this.#view.store.value(rule.topic));
      put(state, [shown(said.mode, 20), shown(said.wants, 20)].filter(Boolean).join(" · ") || say("unknown"));
      put(why, shown(said.fault, 200) || shown(said.why, 200));
    });
    return this.#thing(rule, state, why);
  }

  #alarm(alarm) {
    const state = element("b", {});
    this.#rows.push(() => put(state, this.#view.text(alarm.topic, 20) || say("unknown")));
    return this.#thing(alarm, state);
  }

  #thing(thing, ...parts) {
    return element(
      "li",
      { class: "thing", title: thing.topic },
      element("span", { class: "thing-name" }, thing.title, ...(thing.room ? [" ", element("span", { class: "room" }, thing.room)] : [])),
      ...parts,
    );
  }
}
