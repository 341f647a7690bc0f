// Forty boards at a glance: a row for each.

import { element, put } from "../dom.js";
import { drawProblems, drawState, valueText } from "./card.js";
import { page } from "./state.js";
import { say } from "./text.js";

const COLUMNS = ["board", "state", "problems", "values", "on", "version"];
const MOST_VALUES = 6;

/** The table around the rows. */
export function table(rows) {
  return element(
    "div",
    { class: "table-box", tabindex: "0", role: "region", "aria-label": say("view.table") },
    element("table", {}, element("thead", {}, element("tr", {}, ...COLUMNS.map((name) => element("th", { scope: "col" }, say(`column.${name}`))))), rows),
  );
}

export class Row {
  #board;
  #view;
  #link = element("a", {});
  #id = element("code", {});
  #mark = element("p", { class: "mark", "data-state": "waiting" });
  #problems = element("ul", { class: "problems", hidden: "" });
  #values = element("td", { class: "values" });
  #on = element("td", {});
  #version = element("td", {});

  constructor(board, view) {
    this.#board = board;
    this.#view = view;
    this.node = element(
      "tr",
      { "data-board": board.root },
      element("th", { scope: "row" }, this.#link, element("br"), this.#id),
      element("td", {}, this.#mark),
      element("td", {}, this.#problems),
      this.#values,
      this.#on,
      this.#version,
    );
  }

  draw(problems, fits) {
    const board = this.#board;
    put(this.#link, board.name);
    const url = page(board);
    if (url && this.#link.getAttribute("href") !== url) {
      this.#link.setAttribute("href", url);
    }
    put(this.#id, board.prefix + board.id);
    drawState(this.#mark, this.#view.state(board));
    drawProblems(this.#problems, problems, 3);
    const readings = board.sensors.filter(fits).flatMap((sensor) =>
      sensor.quantities.map((quantity) => `${sensor.title} ${this.#view.fault(sensor) ? "–" : valueText(this.#view, quantity)}`),
    );
    put(this.#values, readings.slice(0, MOST_VALUES).join(" · ") + (readings.length > MOST_VALUES ? " …" : ""));
    const on = board.outputs.filter(fits).filter((output) => this.#view.text(output.topic, 5) === "ON");
    put(this.#on, on.slice(0, MOST_VALUES).map((output) => output.title).join(", "));
    put(this.#version, board.info.version);
  }
}
