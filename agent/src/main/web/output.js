// One output: the pin as read back and why it is so, a switch, and what came of the last command.

import { element, mark, put, show } from "./dom.js";
import { parsed } from "./sensor.js";
import { say } from "./text.js";
import * as words from "./words.js";

const PATIENCE = 5000;

export class Output {
  #about;
  #send;
  #clock;
  #state = "";
  #cause;
  #asked;
  #waiting;
  #word = element("span", { class: "state" });
  #why = element("p", { class: "why", hidden: "" });
  #answer = element("p", { class: "answer", role: "status" });
  #switch;

  /** `send(topic, payload)` says whether it could be sent. */
  constructor(about, send, clock) {
    this.#about = about;
    this.#send = send;
    this.#clock = clock;
    const id = `output-${about.name}`;
    this.#switch = element("button", {
      type: "button",
      class: "switch",
      role: "switch",
      "aria-checked": "false",
      "aria-labelledby": `${id}-title`,
    });
    this.#switch.addEventListener("click", () => this.#ask());
    this.node = element(
      "li",
      { class: "row output", id, "data-state": "waiting" },
      element("div", { class: "name" }, element("h3", { id: `${id}-title` }, about.title), element("code", { class: "topic" }, about.state)),
      this.#word,
      this.#switch,
      this.#why,
      this.#answer,
    );
  }

  topics() {
    if (this.#about.lost) {
      return [];
    }
    return [
      [this.#about.state, (text) => void (this.#state = text)],
      [this.#about.cause, (text) => void (this.#cause = parsed(text))],
      [this.#about.result, (text, stored) => void (stored || this.#answered(parsed(text)))],
    ];
  }

  /** `well`: whether its state still counts and a command can reach it. */
  draw(well) {
    const known = this.#state === "ON" || this.#state === "OFF";
    mark(this.node, !known ? "waiting" : !well ? "old" : this.#state);
    put(this.#word, this.#about.lost ? say("lost") : known ? this.#state : say("unknown"));
    const why = well && this.#cause && this.#cause.state === this.#state;
    show(this.#why, why ? words.cause(this.#cause, this.#about, this.#clock.now()) : "");
    const checked = String(this.#state === "ON");
    if (this.#switch.getAttribute("aria-checked") !== checked) {
      this.#switch.setAttribute("aria-checked", checked);
    }
    const disabled = !well || !known;
    if (this.#switch.disabled !== disabled) {
      this.#switch.disabled = disabled;
    }
    return "";
  }

  close() {
    clearTimeout(this.#waiting);
    this.node.remove();
  }

  #ask() {
    const wanted = this.#state === "ON" ? "OFF" : "ON";
    const id = `page-${Math.random().toString(36).slice(2, 10)}`;
    if (!this.#send(this.#about.set, JSON.stringify({ state: wanted, id }))) {
      this.#tell("refused", say("output.not-sent"));
      return;
    }
    this.#asked = id;
    this.#tell("waiting", say("output.sent", { state: wanted }));
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#unanswered(wanted), PATIENCE);
  }

  #unanswered(wanted) {
    this.#asked = undefined;
    this.#tell("refused", say("output.unanswered", { state: wanted, seconds: PATIENCE / 1000 }));
  }

  #answered(result) {
    if (!result) {
      return;
    }
    const ours = result.id !== undefined && result.id === this.#asked;
    if (this.#asked && !ours) {
      return;
    }
    clearTimeout(this.#waiting);
    this.#asked = undefined;
    const time = words.time(new Date());
    const whose = ours ? "" : "-other";
    if (result.accepted) {
      this.#tell("done", say(`output.done${whose}`, { state: result.state, time }));
    } else {
      this.#tell("refused", say(`output.refused${whose}`, { why: words.refusal(result.reason, this.#about), time }));
    }
  }

  #tell(state, text) {
    mark(this.#answer, state);
    put(this.#answer, text);
  }
}
