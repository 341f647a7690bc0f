// Our own broker: for whom it keeps most, and how to be rid of it.

import { element, mark, put } from "./dom.js";
import * as source from "./source.js";
import { say } from "./text.js";
import * as words from "./words.js";

/** Every so many milliseconds, while the page is looked at. */
const EVERY = 10_000;
/** By then those are connected who are about to. */
const SOON = 2000;

export class Sessions {
  #rows;
  #say;
  #summary = element("p", { class: "answer" });
  #shown = "";
  #dialog = document.getElementById("drop");
  #asked = "";

  /** Looks by itself from now on. */
  constructor(section, rows, say) {
    this.#rows = rows;
    this.#say = say;
    section.append(this.#summary);
    this.#dialog.addEventListener("close", () => {
      if (this.#dialog.returnValue === "drop") {
        this.#drop(this.#asked);
      }
    });
    setInterval(() => this.look(), EVERY);
    setTimeout(() => this.look(), SOON);
    this.look();
  }

  async look() {
    if (document.hidden || this.#dialog.open) {
      return;
    }
    const answer = await source.sessions();
    if (answer.error) {
      mark(this.#summary, "refused");
      put(this.#summary, answer.error);
      return;
    }
    mark(this.#summary, "known");
    const more = answer.total - answer.sessions.length;
    const { total, mostSessions: most, connected, waiting } = answer;
    put(this.#summary, say("sessions.summary", { total, most, connected, waiting }) + (more > 0 ? say("sessions.more", { n: more }) : ""));
    const shown = JSON.stringify(answer);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#rows.hidden = answer.sessions.length === 0;
      this.#rows.replaceChildren(...answer.sessions.map((session) => this.#row(session, answer)));
    }
  }

  #row(session, most) {
    const name = visible(session.id);
    const button = element("button", { type: "button", class: "plain", "aria-label": say("sessions.drop-of", { name }) }, say("sessions.drop"));
    button.addEventListener("click", () => this.#ask(session));
    const near = session.lost > 0 || session.messages > 0.8 * most.mostMessages || session.bytes > 0.8 * most.mostBytes;
    return element(
      "li",
      { class: "row session", "data-state": near ? "ill" : "well" },
      element("div", { class: "name" }, element("h3", {}, name), element("code", {}, visible(session.user ?? session.address ?? say("sessions.unknown")))),
      element("span", { class: "state" }, session.connected ? say("sessions.connected") : say("sessions.away", { span: words.span(session.absentSeconds) })),
      button,
      element("p", { class: "why" }, holds(session)),
    );
  }

  #ask(session) {
    this.#asked = session.id;
    put(document.getElementById("drop-title"), say("sessions.drop-title", { name: visible(session.id) }));
    put(
      document.getElementById("drop-what"),
      say("sessions.drop-what", { n: session.messages }) + (session.connected ? say("sessions.drop-connected") : ""),
    );
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  async #drop(id) {
    const answer = await source.drop(id);
    this.#say(answer.error ?? say("sessions.dropped", { name: visible(id) }));
    this.#shown = "";
    await this.look();
  }
}

function holds({ messages, bytes, lost, subscriptions }) {
  const queue = messages === 0 ? say("sessions.nothing") : say("sessions.waits", { n: messages, size: size(bytes) });
  return say("sessions.holds", { n: subscriptions, queue }) + (lost > 0 ? say("sessions.lost", { n: lost }) : "");
}

/** Controls and marks that turn the direction of writing are shown as what they are: nothing. */
function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
