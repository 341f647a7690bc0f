// The simulation's own broker: stopped and started, and its clients with a cable to pull.

import { element, mark, put } from "/dom.js";
import { say } from "./text.js";

export class Broker {
  #rows;
  #act;
  #mark = element("p", { class: "mark" });
  #button = element("button", { type: "button", class: "plain" });
  #running = true;
  #clients = "";

  constructor(rows, act) {
    this.#rows = rows;
    this.#act = act;
    this.#button.addEventListener("click", () =>
      act("PUT", "broker", this.#running ? "stopped" : "running", say(this.#running ? "broker.stopped" : "broker.runs-again")),
    );
    rows.append(
      element(
        "li",
        { class: "row broker" },
        this.#mark,
        this.#button,
        element("p", { class: "answer" }, say("broker.hint")),
      ),
    );
  }

  draw(broker) {
    this.#running = broker.running;
    mark(this.#mark, broker.running ? "well" : "ill");
    put(this.#mark, say(broker.running ? "broker.runs" : "broker.is-stopped"));
    put(this.#button, say(broker.running ? "broker.stop" : "broker.start"));
    const clients = JSON.stringify(broker.clients);
    if (clients === this.#clients) {
      return;
    }
    this.#clients = clients;
    this.#rows.querySelectorAll(".client").forEach((row) => row.remove());
    this.#rows.append(...broker.clients.map((client) => this.#row(client)));
  }

  #row({ id, address }) {
    const cut = element("button", { type: "button", class: "plain", "aria-label": say("broker.cut-of", { id }) }, say("broker.cut"));
    cut.addEventListener("click", async () => {
      cut.disabled = true;
      await this.#act("PUT", "broker/cut", id, say("broker.is-cut", { id }));
      put(cut, say("broker.cut-off"));
    });
    return element("li", { class: "row client" }, element("div", { class: "name" }, element("h3", {}, id), element("code", {}, address)), cut);
  }
}
