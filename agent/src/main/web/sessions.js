// Our own broker: for whom it keeps most, and how to be rid of it.

import { element, mark, put } from "./dom.js";
import * as source from "./source.js";

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
    put(
      this.#summary,
      `${answer.total} of ${answer.mostSessions} sessions, ${answer.connected} connected; ${answer.waiting} messages wait.` +
        (more > 0 ? ` ${more} smaller ones are not shown.` : ""),
    );
    const shown = JSON.stringify(answer);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#rows.hidden = answer.sessions.length === 0;
      this.#rows.replaceChildren(...answer.sessions.map((session) => this.#row(session, answer)));
    }
  }

  #row(session, most) {
    const name = visible(session.id);
    const button = element("button", { type: "button", class: "plain", "aria-label": `Drop the session of ${name}` }, "Drop …");
    button.addEventListener("click", () => this.#ask(session));
    const near = session.lost > 0 || session.messages > 0.8 * most.mostMessages || session.bytes > 0.8 * most.mostBytes;
    return element(
      "li",
      { class: "row session", "data-state": near ? "ill" : "well" },
      element("div", { class: "name" }, element("h3", {}, name), element("code", {}, visible(session.user ?? session.address ?? "unknown"))),
      element("span", { class: "state" }, session.connected ? "connected" : `away ${span(session.absentSeconds)}`),
      button,
      element("p", { class: "why" }, holds(session)),
    );
  }

  #ask(session) {
    this.#asked = session.id;
    put(document.getElementById("drop-title"), `Drop the session of ${visible(session.id)}?`);
    put(
      document.getElementById("drop-what"),
      `${session.messages} messages that wait for it are gone for good, and its ${session.subscriptions} subscriptions.` +
        (session.connected ? " Its client is connected: it is cut off, and most come back at once and begin anew." : ""),
    );
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
  }

  async #drop(id) {
    const answer = await source.drop(id);
    this.#say(answer.error ?? `The session of ${visible(id)} is dropped.`);
    this.#shown = "";
    await this.look();
  }
}

function holds({ messages, bytes, lost, subscriptions }) {
  const queue = messages === 0 ? "nothing waits" : `${messages} messages wait, ${size(bytes)}`;
  return `${queue}; ${subscriptions} subscriptions${lost > 0 ? `; ${lost} messages had no room and are lost` : ""}`;
}

/** Controls and marks that turn the direction of writing are shown as what they are: nothing. */
function visible(text) {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
}

function size(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function span(seconds) {
  return seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : seconds < 86400 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} d`;
}
