// For a screen that is seen from afar: large numbers, no controls.

import { element, mark, put, show } from "../dom.js";
import * as words from "../words.js";
import { drawState } from "./card.js";
import { ILL } from "./state.js";

const MOST_NUMBERS = 6;

export class Tile {
  #board;
  #view;
  #key = "";
  #title = element("h2", {});
  #mark = element("p", { class: "mark", "data-state": "waiting" });
  #trouble = element("p", { class: "trouble", hidden: "" });
  #numbers = element("div", { class: "numbers" });
  #draws = [];

  constructor(board, view) {
    this.#board = board;
    this.#view = view;
    this.node = element(
      "article",
      { class: "card tile", "data-board": board.root },
      element("header", {}, this.#title, this.#mark),
      this.#trouble,
      this.#numbers,
    );
  }

  draw(problems, fits) {
    put(this.#title, this.#board.name);
    drawState(this.#mark, this.#view.state(this.#board));
    const ill = problems.filter((each) => each.weight === ILL);
    mark(this.node, ill.length > 0 ? "ill" : "well");
    show(this.#trouble, ill[0]?.text ?? "");
    const key = `${this.#board.version} ${fits.key}`;
    if (this.#key !== key) {
      this.#key = key;
      this.#build(fits);
    }
    this.#draws.forEach((draw) => draw());
  }

  #build(fits) {
    const all = this.#board.sensors.filter(fits).flatMap((sensor) => sensor.quantities.map((quantity) => [sensor, quantity]));
    this.#draws = [];
    this.#numbers.replaceChildren(
      ...all.slice(0, MOST_NUMBERS).map(([sensor, quantity]) => {
        const number = element("span", { class: "number" });
        const label = sensor.quantities.length > 1 ? `${sensor.title} · ${words.quantity(quantity.name)}` : sensor.title;
        this.#draws.push(() => put(number, this.#view.fault(sensor) ? "–" : this.#view.text(quantity.topic, 12) || "–"));
        return element("p", {}, element("span", { class: "label" }, label), element("span", { class: "value" }, number, " ", element("span", { class: "unit" }, quantity.unit)));
      }),
    );
  }
}
