// All that this page has heard: which boards there are, and the last value of each topic. Bounded, whoever publishes.

import { Board } from "./board.js";
import { isLevel, isTopic, object } from "./foreign.js";

/** More are counted, and not shown. */
export const MOST_BOARDS = 500;

const MOST_TOPICS = 20_000;
const MOST_COUNTED = 10_000;
const MOST_FILTERS = 2_000;
const LONGEST_VALUE = 4_096;
const LONGEST_INFO = 65_536;
/** Levels that a prefix may have. */
const DEEPEST = 3;
const ABOUT = ["status", "info", "things"];

export class Store {
  #devices;
  #boards = new Map();
  #others = new Set();
  #values = new Map();
  #filters;
  #stored = 0;
  #left = 0;

  /** `devices`: first levels below which boards are. */
  constructor(devices) {
    this.#devices = new Set(devices.filter(isLevel));
    this.#filters = new Set();
    for (const device of this.#devices) {
      for (let levels = 0; levels <= DEEPEST; levels++) {
        ABOUT.forEach((leaf) => this.#filters.add(`${"+/".repeat(levels)}${device}/+/${leaf}`));
      }
    }
  }

  /** What must be subscribed to by now. */
  get filters() {
    return [...this.#filters];
  }

  get boards() {
    return [...this.#boards.values()];
  }

  /** Boards that are not shown as there are too many. */
  get others() {
    return this.#others.size;
  }

  /** Topics whose values are not kept as there are too many. */
  get left() {
    return this.#left;
  }

  /** Messages that the broker had stored. */
  get stored() {
    return this.#stored;
  }

  /** The last value of a topic: its `text`, and the time `at` in milliseconds when it came; 0 where it was a stored one. */
  value(topic) {
    return this.#values.get(topic);
  }

  /** Takes a message; gives the board whose own it was, if any. */
  heard(topic, text, stored) {
    if (!isTopic(topic)) {
      return undefined;
    }
    this.#stored += stored ? 1 : 0;
    const [board, leaf] = this.#board(topic, text, stored);
    if (board) {
      board.told(leaf, text.length > LONGEST_INFO ? "" : text, stored);
      this.#follow(board);
      return board;
    }
    this.#keep(topic, text, stored);
    return undefined;
  }

  #keep(topic, text, stored) {
    if (text === "") {
      this.#values.delete(topic);
      return;
    }
    if (!this.#values.has(topic) && this.#values.size >= MOST_TOPICS) {
      this.#left++;
      return;
    }
    this.#values.set(topic, { text: text.slice(0, LONGEST_VALUE), at: stored ? 0 : Date.now() });
  }

  #board(topic, text, stored) {
    const levels = topic.split("/");
    const leaf = levels.at(-1);
    const depth = levels.length - 3;
    if (depth < 0 || depth > DEEPEST || !ABOUT.includes(leaf) || !this.#devices.has(levels[depth])) {
      return [undefined, ""];
    }
    const root = topic.slice(0, -leaf.length - 1);
    const known = this.#boards.get(root);
    if (known) {
      if (text === "" && leaf === "info" && stored === false) {
        this.#boards.delete(root);
        return [undefined, ""];
      }
      return [known, leaf];
    }
    if (text === "") {
      return [undefined, ""];
    }
    if (this.#boards.size >= MOST_BOARDS) {
      if (this.#others.size < MOST_COUNTED) {
        this.#others.add(root);
      }
      return [undefined, ""];
    }
    const board = new Board(root, levels.slice(0, depth).map((level) => `${level}/`).join(""), levels[depth + 1]);
    this.#boards.set(root, board);
    return [board, leaf];
  }

  /** Subscribes to all below its trees, and to what it has elsewhere. */
  #follow(board) {
    const trees = board.trees.map((tree) => `${board.prefix}${tree}/`);
    trees.forEach((tree) => this.#filter(`${tree}#`));
    for (const topic of board.topics()) {
      if (!trees.some((tree) => topic.startsWith(tree))) {
        this.#filter(`${topic}/#`);
      }
    }
    // Where a broker gives stored values for whole topics only, and a board has spoken.
    if (board.spoke) {
      ABOUT.forEach((leaf) => this.#filter(`${board.root}/${leaf}`));
    }
  }

  #filter(filter) {
    if (this.#filters.size < MOST_FILTERS) {
      this.#filters.add(filter);
    }
  }
}

/** What of a topic is JSON. */
export function json(value) {
  return value ? object(value.text) : {};
}
