// How a board and its things are, by what was heard of them.

import * as words from "../words.js";
import { shown } from "./foreign.js";
import { json } from "./store.js";
import { say } from "./text.js";

/** The worst first. */
export const ILL = 2;
export const ODD = 1;

/** A sensor may be late by so much more than what it says. */
const LATE = 3;
const SHORTEST = 30_000;
/** A clock may be off by so much, in milliseconds. */
const CLOCK = 300_000;
/** Before this nobody has made a program that describes a board. */
const FIRST_RELEASE = Date.UTC(2026, 0, 1);
const FULL = 90;
/** The quantity of a board's own that says how full its disk is, in either language of topics. */
const DISK = ["schijf", "disk"];

/** What all views need to know: the store, the topics that several boards claim, and since when there is a connection. */
export class View {
  constructor(store) {
    this.store = store;
    this.connectedAt = 0;
    this.connected = false;
    this.newest = "";
    this.claims = new Map();
  }

  /** Looks at all boards at once: which version is the newest, which topics two of them claim. */
  look() {
    this.newest = "";
    this.claims = new Map();
    for (const board of this.store.boards) {
      if (board.status === "online" && newer(board.info.version, this.newest)) {
        this.newest = board.info.version;
      }
      for (const thing of board.things) {
        const claim = this.claims.get(thing.topic) ?? { boards: new Set(), shared: true };
        claim.boards.add(board.root);
        claim.shared &&= thing.shared;
        this.claims.set(thing.topic, claim);
      }
    }
  }

  /** Whether a command on its topic would be for another board too, though neither says that it is shared. */
  disputed(thing) {
    const claim = this.claims.get(thing.topic);
    return claim !== undefined && claim.boards.size > 1 && !claim.shared;
  }

  /** `online`, `offline`, `silent` or empty. */
  state(board) {
    return board.status === "online" && this.#isSilent(board) ? "silent" : board.status;
  }

  /** What is wrong with a board: `weight` and `text`, the worst first. */
  problems(board) {
    const found = [];
    const add = (weight, key, values) => found.push({ weight, text: say(`problem.${key}`, values) });
    const state = this.state(board);
    if (state !== "online") {
      add(state === "" ? ODD : ILL, state || "unknown");
    }
    if (state === "online") {
      this.#ofThings(board, add);
    }
    board.info.problems.forEach((text) => add(ILL, "settings", { text }));
    board.info.conflicts.forEach((text) => add(ILL, "conflict", { text }));
    if (board.things.some((thing) => this.disputed(thing))) {
      add(ILL, "disputed");
    }
    if (board.info.version && this.newest && board.info.version !== this.newest) {
      add(ODD, "version", { version: board.info.version, newest: this.newest });
    }
    const ahead = board.info.started - Date.now();
    if (ahead > CLOCK || board.info.started < FIRST_RELEASE) {
      add(ILL, "clock", { started: new Date(board.info.started).toISOString().slice(0, 16).replace("T", " ") });
    }
    if (board.leftOut > 0) {
      add(ODD, "left-out", { n: board.leftOut });
    }
    return found.sort((a, b) => b.weight - a.weight);
  }

  #ofThings(board, add) {
    for (const sensor of board.sensors) {
      const fault = this.fault(sensor);
      if (fault) {
        add(ILL, "sensor", { name: sensor.title, text: fault });
      } else if (this.isLate(sensor)) {
        add(ODD, "late", { name: sensor.title, span: words.span(sensor.seconds) });
      }
      for (const quantity of sensor.quantities) {
        const full = DISK.includes(quantity.name) && quantity.unit === "%" ? Number(this.store.value(quantity.topic)?.text) : 0;
        if (full >= FULL) {
          add(ILL, "disk", { full: Math.round(full) });
        }
      }
    }
    for (const alarm of board.alarms) {
      if (this.text(alarm.topic, 20) === "ON") {
        add(ILL, "alarm", { name: alarm.title, text: this.text(`${alarm.topic}/message`, 200) });
      }
    }
    for (const rule of board.rules) {
      const fault = shown(json(this.store.value(rule.topic)).fault, 200);
      if (fault) {
        add(ILL, "rule", { name: rule.title, text: fault });
      }
    }
  }

  /** The last text on a topic. */
  text(topic, longest = 60) {
    return shown(this.store.value(topic)?.text ?? "", longest);
  }

  /** What is wrong with a sensor, in words; empty: nothing, as far as it says. */
  fault(sensor) {
    const said = json(this.store.value(`${sensor.topic}/fault`));
    if (this.text(`${sensor.topic}/status`) === "offline" || said.kind) {
      return said.kind ? words.fault(shown(said.kind, 30)) : say("sensor.offline");
    }
    return "";
  }

  /** Whether nothing came of it for much longer than it says, as long as this page has listened. */
  isLate(sensor) {
    if (!this.connected || sensor.quantities.length === 0) {
      return false;
    }
    const heard = Math.max(this.connectedAt, ...sensor.quantities.map((quantity) => this.store.value(quantity.topic)?.at ?? 0));
    return Date.now() - heard > Math.max(SHORTEST, sensor.seconds * LATE * 1000);
  }

  /** Online, and yet nothing comes of any of its sensors. */
  #isSilent(board) {
    const live = board.sensors.filter((sensor) => !this.fault(sensor));
    return live.length > 0 && live.every((sensor) => this.isLate(sensor));
  }
}

/** Whether a version is a later one, number by number. */
function newer(version, than) {
  const numbers = (text) => text.split(/[.-]/).map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : -1));
  const [a, b] = [numbers(version), numbers(than)];
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if ((a[i] ?? 0) !== (b[i] ?? 0)) {
      return version !== "" && (a[i] ?? 0) > (b[i] ?? 0);
    }
  }
  return false;
}

/** The address of a board's own page; empty where it has none for others. */
export function page(board) {
  const address = board.info.addresses.find((each) => /^[0-9]{1,3}(\.[0-9]{1,3}){3}$/.test(each)) ?? board.info.addresses.find((each) => /^[0-9a-f:]{3,45}$/i.test(each));
  if (!address || board.info.page === 0) {
    return "";
  }
  return `http://${address.includes(":") ? `[${address}]` : address}:${board.info.page}/`;
}
