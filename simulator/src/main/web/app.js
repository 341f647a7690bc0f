// The page, wired: the simulation is asked every second how its board is, and told what is done to it.

import * as api from "./api.js";
import { Broker } from "./broker.js";
import { Chip } from "./chip.js";
import { element, put, show } from "/dom.js";
import { fill } from "/language.js";
import { Input, Output } from "./pin.js";
import { language, say } from "./text.js";

const BEAT = 1000;

const notice = document.getElementById("notice");
const said = document.getElementById("said");
const parts = new Map();
let shape = "";
let busy = 0;
let told = false;

/** Does one thing to the board, and shows what came of it. */
async function act(method, path, body, words) {
  busy++;
  try {
    const board = await api.change(method, path, body);
    tell("");
    if (busy === 1) {
      draw(board);
    }
    put(said, words);
  } catch (problem) {
    tell(problem.message);
    told = true;
  } finally {
    busy--;
  }
}

function tell(text) {
  show(notice, text);
}

/** Builds everything anew when there are other things on the board. */
function build(board) {
  parts.clear();
  const chips = document.getElementById("chips");
  chips.replaceChildren();
  const buses = new Map();
  for (const [name, about] of Object.entries(board.chips)) {
    if (!buses.has(about.bus)) {
      const id = `bus-${buses.size}`;
      const cards = element("div", { class: "cards" });
      buses.set(about.bus, cards);
      const several = Object.values(board.chips).filter((other) => other.bus === about.bus).length > 1;
      chips.append(element("section", { class: several ? "bus several" : "bus", "aria-labelledby": id }, element("h2", { id }, busName(about.bus)), cards));
    }
    const chip = new Chip(name, about, act);
    buses.get(about.bus).append(chip.node);
    parts.set(`chips/${name}`, chip);
  }
  const pins = Object.entries(board.pins);
  rows("output", pins.filter(([, pin]) => pin.use === "output").map(([gpio, pin]) => [gpio, new Output(gpio, pin)]));
  rows("input", pins.filter(([, pin]) => pin.use === "input").map(([gpio, pin]) => [gpio, new Input(gpio, pin, act)]));
  const brokers = document.getElementById("broker-rows");
  document.getElementById("broker").hidden = !board.broker;
  brokers.replaceChildren();
  if (board.broker) {
    const broker = new Broker(brokers, act);
    parts.set("broker", broker);
  }
}

function busName(bus) {
  return bus === "1-wire" || bus.startsWith("I2C") ? say("on-bus", { bus }) : say("on-board");
}

function rows(kind, made) {
  document.getElementById(`${kind}s`).hidden = made.length === 0;
  document.getElementById(`${kind}-rows`).replaceChildren(...made.map(([, one]) => one.node));
  made.forEach(([gpio, one]) => parts.set(`pins/${gpio}`, one));
}

function draw(board) {
  const names = JSON.stringify([
    Object.entries(board.chips).map(([name, chip]) => [name, chip.title, chip.part, chip.address]),
    Object.entries(board.pins).map(([gpio, pin]) => [gpio, pin.use, pin.title]),
    !board.broker,
  ]);
  if (names !== shape) {
    shape = names;
    build(board);
  }
  put(document.getElementById("about"), say("about", { device: board.device, time: clock(board.seconds) }));
  Object.entries(board.chips).forEach(([name, chip]) => parts.get(`chips/${name}`).draw(chip));
  Object.entries(board.pins).forEach(([gpio, pin]) => parts.get(`pins/${gpio}`).draw(pin));
  if (board.broker) {
    parts.get("broker").draw(board.broker);
  }
}

function clock(seconds) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

async function beat() {
  if (document.hidden || busy > 0) {
    return;
  }
  const board = await api.board();
  if (busy > 0) {
    return;
  }
  if (!board) {
    tell(say("silent-again"));
    told = false;
    return;
  }
  if (!told) {
    tell("");
  }
  draw(board);
}

fill({ language, say });
document.title = say("page-title");
await beat();
setInterval(beat, BEAT);
document.addEventListener("visibilitychange", beat);
