// The simulation's own broker: stopped and started, and its clients with a cable to pull.

import { element, mark, put } from "/dom.js";

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
      act("PUT", "broker", this.#running ? "stopped" : "running", this.#running ? "The broker is stopped" : "The broker runs again"),
    );
    rows.append(
      element(
        "li",
        { class: "row broker" },
        this.#mark,
        this.#button,
        element("p", { class: "answer" }, "Stopped, it forgets what it retained. Its clients try again by themselves, the agent after half a minute at most. To cut a client is to pull its cable: its connection is not closed, and both ends find out by keep-alive."),
      ),
    );
  }

  draw(broker) {
    this.#running = broker.running;
    mark(this.#mark, broker.running ? "well" : "ill");
    put(this.#mark, broker.running ? "Runs" : "Is stopped");
    put(this.#button, broker.running ? "Stop the broker" : "Start the broker");
    const clients = JSON.stringify(broker.clients);
    if (clients === this.#clients) {
      return;
    }
    this.#clients = clients;
    this.#rows.querySelectorAll(".client").forEach((row) => row.remove());
    this.#rows.append(...broker.clients.map((client) => this.#row(client)));
  }

  #row({ id, address }) {
    const cut = element("button", { type: "button", class: "plain", "aria-label": `Cut ${id} without closing its connection` }, "Cut");
    cut.addEventListener("click", async () => {
      cut.disabled = true;
      await this.#act("PUT", "broker/cut", id, `${id} is cut off`);
      put(cut, "Cut off");
    });
    return element("li", { class: "row client" }, element("div", { class: "name" }, element("h3", {}, id), element("code", {}, address)), cut);
  }
}
