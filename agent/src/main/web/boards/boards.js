// The page of all boards, wired: what there is and how it is comes from the broker alone.

import { element, mark, put, show } from "../dom.js";
import { fill } from "../language.js";
import { Link } from "../link.js";
import * as login from "../login.js";
import * as source from "../source.js";
import { Card } from "./card.js";
import { Compare } from "./compare.js";
import { Filter } from "./filter.js";
import { csv, fileName, save } from "./inventory.js";
import { ILL, View } from "./state.js";
import { MOST_BOARDS, Store } from "./store.js";
import { Switching } from "./switching.js";
import { Row, table } from "./table.js";
import * as text from "./text.js";
import { Together } from "./together.js";
import { Tile } from "./wall.js";

const { say } = text;
const BEAT = 1000;
const SOON = 100;
/** So long after the connection the broker's stored values should have come. */
const PATIENCE = 4000;
const USUAL_TREE = "apparaten";

const main = document.getElementById("boards");
const broker = document.getElementById("broker");
const shapes = { cards: Card, table: Row, wall: Tile };

let about;
let link;
let store;
let view;
let switching;
let filter;
let together;
let compare;
let shape;
let box;
let drawn = new Map();
let state = "connecting";
let ever = false;
let known = [];

function connect() {
  link = new Link(about.mqtt, store.filters, {
    message: (topic, payload, stored) => {
      if (switching.heard(topic, payload, stored)) {
        return;
      }
      if (store.heard(topic, payload, stored)) {
        follow();
      }
    },
    connected: () => {
      ever = true;
      view.connectedAt = Date.now();
      become("connected");
    },
    gone: () => become("gone"),
    refused: async (tried) => {
      become("refused");
      const door = await source.door();
      login.ask(tried, door, (typed) => link.open(typed));
    },
  });
  link.open(login.remembered());
}

function become(now) {
  state = now;
  view.connected = now === "connected";
  soon();
}

let following = false;

/** New boards bring new topics: asked for together, and only those. */
function follow() {
  if (!following) {
    following = true;
    setTimeout(() => {
      following = false;
      const all = store.filters;
      link.also(all.slice(known.length));
      known = all;
      soon();
    }, SOON);
  }
}

let due = false;

function soon() {
  if (!due) {
    due = true;
    setTimeout(() => {
      due = false;
      draw();
    }, SOON);
  }
}

/** The boards that are shown with what is wrong with them: the worst first, then by name. */
function ordered() {
  return store.boards
    .filter((board) => filter.fits(board))
    .map((board) => ({ board, problems: view.problems(board) }))
    .map((each) => ({ ...each, weight: each.problems[0]?.weight ?? 0 }))
    .sort((a, b) => b.weight - a.weight || a.board.name.localeCompare(b.board.name) || a.board.root.localeCompare(b.board.root));
}

function draw() {
  view.look();
  filter.rooms(store.boards);
  const all = ordered();
  if (shape !== filter.view) {
    shape = filter.view;
    document.body.dataset.view = shape;
    drawn = new Map();
    box = shape === "table" ? element("tbody") : element("div", { class: shape === "wall" ? "wall" : "board-cards" });
    main.replaceChildren(shape === "table" ? table(box) : box);
  }
  const made = new Map();
  for (const { board, problems } of all) {
    const one = drawn.get(board) ?? new shapes[shape](board, view, switching);
    made.set(board, one);
    one.draw(problems, filter.things);
  }
  drawn = made;
  arrange([...made.values()].map((one) => one.node));
  summary(all);
  together.draw();
  compare.draw();
}

/** Puts nodes in order; moves only what is elsewhere, so that nothing loses its focus. */
function arrange(nodes) {
  const wanted = new Set(nodes);
  [...box.children].filter((node) => !wanted.has(node)).forEach((node) => node.remove());
  nodes.forEach((node, i) => {
    if (box.children[i] !== node) {
      box.insertBefore(node, box.children[i] ?? null);
    }
  });
}

function summary(all) {
  const ill = all.filter((each) => each.weight === ILL).length;
  const counted = say("summary.boards", { n: all.length });
  put(document.getElementById("about"), `${counted}, ${ill === 0 ? say("summary.well") : say("summary.ill", { n: ill })} · ${about.mqtt ?? ""}`);
  document.title = `${ill > 0 ? "⚠ " : ""}${say("title")} · Meetpost`;
  mark(broker, state === "connected" ? "well" : state === "connecting" ? "waiting" : "ill");
  put(broker, say(`broker.${state}`));
  show(document.getElementById("notice"), notice());
  show(document.getElementById("note"), notes(all).join(" "));
}

function notice() {
  if (!about.mqtt) {
    return say("notice.no-listener");
  }
  if (state === "refused") {
    return say("notice.refused", { mqtt: about.mqtt });
  }
  return state === "gone" ? say(ever ? "notice.gone" : "notice.never", { mqtt: about.mqtt }) : "";
}

function notes(all) {
  const waited = view.connected && Date.now() - view.connectedAt > PATIENCE;
  return [
    waited && store.stored === 0 ? say("note.unstored") : waited && store.boards.length === 0 ? say("note.nobody") : "",
    all.length === 0 && store.boards.length > 0 ? say("note.filtered") : "",
    store.others > 0 ? say("note.others", { n: store.others, most: MOST_BOARDS }) : "",
    store.left > 0 ? say("note.left") : "",
  ].filter(Boolean);
}

async function start() {
  fill(text);
  while (!about) {
    about = await source.description();
    if (!about) {
      put(document.getElementById("about"), say("silent"));
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
  document.getElementById("own").hidden = about.alone === true;
  store = new Store([USUAL_TREE, ...(about.tree ? [about.tree] : [])]);
  known = store.filters;
  view = new View(store);
  switching = new Switching((topic, payload) => link.send(topic, payload), (topic) => view.text(topic, 5), soon);
  filter = new Filter(document.getElementById("tools"), soon);
  const shown = () => ({ boards: ordered().map((each) => each.board), fits: filter.things });
  together = new Together(view, switching, shown);
  compare = new Compare(view, shown);
  document.getElementById("inventory").addEventListener("click", () => save(fileName("inventory"), csv(shown().boards, view)));
  draw();
  if (about.mqtt) {
    connect();
  }
  setInterval(() => document.hidden || draw(), BEAT);
  document.addEventListener("visibilitychange", draw);
}

start();
