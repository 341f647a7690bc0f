// One input: its level, what that means, and since when.

import { element, mark, put } from "./dom.js";
import { say } from "./text.js";
import * as words from "./words.js";

export class Input {
  #about;
  #state = "";
  #since = "";
  #word = element("span", { class: "state" });
  #when = element("p", { class: "answer" });

  constructor(about) {
    this.#about = about;
    this.node = element(
      "li",
      { class: "row input", id: `input-${about.name}`, "data-state": "waiting" },
      element("div", { class: "name" }, element("h3", {}, about.title), element("code", { class: "topic" }, about.state)),
      this.#word,
      this.#when,
    );
  }

  topics() {
    if (this.#about.lost) {
      return [];
    }
    return [
      [
        this.#about.state,
        (text, stored) => {
          this.#since = stored || text === this.#state ? this.#since : say("since-alone", { time: words.time(new Date()) });
          this.#state = text;
        },
      ],
    ];
  }

  draw(well) {
    const known = this.#state === "ON" || this.#state === "OFF";
    const meaning = words.meaning(this.#state, this.#about.class);
    mark(this.node, !known ? "waiting" : !well ? "old" : this.#state);
    put(this.#word, this.#about.lost ? say("lost") : !known ? say("unknown") : meaning ? `${this.#state} · ${meaning}` : this.#state);
    put(this.#when, this.#since);
    return "";
  }

  close() {
    this.node.remove();
  }
}
