// Which boards and things are looked at, and how; kept in the address, so that a link shows the same.

import { element } from "../dom.js";
import { say } from "./text.js";

const VIEWS = ["cards", "table", "wall"];
const MOST_ROOMS = 200;

export class Filter {
  #search;
  #room;
  #form;
  #known = "";
  #wanted;
  #things = everything("");

  /** `changed()`: something else is looked at. */
  constructor(form, changed) {
    this.#form = form;
    this.#search = form.querySelector("#search");
    this.#room = form.querySelector("#room");
    const asked = new URLSearchParams(location.search);
    this.#search.value = (asked.get("q") ?? "").slice(0, 100);
    this.#wanted = (asked.get("room") ?? "").slice(0, 100);
    this.view = VIEWS.includes(asked.get("view")) ? asked.get("view") : "cards";
    form.querySelector(`[value=${this.view}]`).checked = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      this.view = form.querySelector("[name=view]:checked").value;
      this.#wanted = this.#room.value;
      this.#keep();
      changed();
    });
    this.#look();
  }

  /** The room that is looked at; empty: all. */
  get room() {
    return this.#wanted;
  }

  /** Which things of a board are shown; its `key` is another one when others are. */
  get things() {
    return this.#things;
  }

  /** Offers the rooms that boards name. */
  rooms(boards) {
    const rooms = new Set(boards.flatMap((board) => board.things.map((thing) => thing.room)).filter(Boolean));
    const all = [...rooms].sort((a, b) => a.localeCompare(b)).slice(0, MOST_ROOMS);
    if (this.#wanted && !all.includes(this.#wanted)) {
      all.push(this.#wanted);
    }
    const key = JSON.stringify(all);
    if (key !== this.#known) {
      this.#known = key;
      this.#room.replaceChildren(element("option", { value: "" }, say("room.all")), ...all.map((room) => element("option", { value: room }, room)));
      this.#room.value = this.#wanted;
    }
  }

  /** Whether a board is shown. */
  fits(board) {
    const text = this.#search.value.trim().toLowerCase();
    const named = text === "" || [board.name, board.id, board.prefix, board.info.version, ...board.info.addresses].some((each) => each.toLowerCase().includes(text));
    return (named || board.things.some((thing) => has(thing, text))) && (this.#wanted === "" || board.things.some((thing) => thing.room === this.#wanted));
  }

  #look() {
    this.#things = everything(this.#wanted);
  }

  #keep() {
    this.#look();
    const kept = new URLSearchParams(location.search);
    const set = (key, value) => (value ? kept.set(key, value) : kept.delete(key));
    set("q", this.#search.value.trim());
    set("room", this.#wanted);
    set("view", this.view === "cards" ? "" : this.view);
    history.replaceState(null, "", `${location.pathname}${kept.size ? `?${kept}` : ""}`);
  }
}

/** All things in a room; an empty one: all. */
function everything(room) {
  const fits = (thing) => room === "" || thing.room === room;
  fits.key = room;
  return fits;
}

function has(thing, text) {
  return [thing.name, thing.title, thing.room, thing.topic].some((each) => each.toLowerCase().includes(text));
}
