// The past of one sensor: plots, with what outputs and inputs were below them. The address is the view.

import { element, put, show } from "./dom.js";
import { bands, LANES } from "./bands.js";
import { fill } from "./language.js";
import { Overlays } from "./overlay.js";
import { Past, summary } from "./past.js";
import * as source from "./source.js";
import { language, say } from "./text.js";
import * as words from "./words.js";

const RANGES = { "1h": 3600, "1d": 86_400, "7d": 604_800, "31d": 2_678_400, "365d": 31_536_000 };
const SHORTEST = 60;
/** As many outputs and inputs are shown below each other. */
const MOST_LANES = 8;

const byId = (id) => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const view = { sensor: asked.get("sensor") ?? "", range: asked.get("range"), since: Number(asked.get("since")), until: Number(asked.get("until")) };
let about;
let overlays;
let plots = [];
let turn = 0;

function isFixed() {
  return view.until > view.since;
}

/** The words of the query: an age, which moves with the clock of the board, or two times. */
function span() {
  return isFixed() ? { since: view.since.toFixed(0), until: view.until.toFixed(0) } : { since: view.range };
}

function address() {
  const query = new URLSearchParams({ sensor: view.sensor, ...(isFixed() ? span() : { range: view.range }) });
  overlays.keys.forEach((key) => query.append("over", key));
  history.replaceState(null, "", `?${query}`);
  document.querySelectorAll("[data-range]").forEach((button) => {
    button.setAttribute("aria-pressed", String(!isFixed() && button.dataset.range === view.range));
  });
}

async function load() {
  address();
  const mine = ++turn;
  const sensor = about.sensors.find((each) => each.name === view.sensor);
  const query = { sensor: view.sensor, ...span() };
  const past = await source.past(query);
  if (mine !== turn) {
    return;
  }
  if (past.error) {
    show(byId("notice"), past.error);
    return;
  }
  show(byId("notice"), past.problem ? say("history.partial", { problem: past.problem }) : "");
  view.shown = { since: past.since, until: past.until };
  byId("csv").href = source.csv(query, past.step);
  const gap = 2.5 * Math.max(past.step, sensor?.seconds ?? 0);
  const over = await overlays.load(shown(), past.step);
  if (mine !== turn) {
    return;
  }
  plots.forEach((plot) => plot.close());
  plots = Object.entries(past.values).map(([name, values]) => new Past(name, values, past, gap, over.filter((each) => each.sensor !== view.sensor || each.quantity !== name), go));
  byId("plots").replaceChildren(...plots.map((plot) => plot.node));
  plots.forEach((plot) => plot.draw());
  const from = words.moment(past.since);
  const to = words.moment(past.until);
  put(byId("span"), say("history.span", { from, to, step: words.span(past.step) }));
  const lanes = [{ title: say("band.faults"), kind: "fault", changes: past.faults }];
  for (const [kind, things] of LANES(about, MOST_LANES)) {
    for (const thing of things) {
      const its = await source.past({ [kind]: thing.name, ...shown() });
      if (mine !== turn) {
        return;
      }
      if (!its.error) {
        lanes.push({ title: thing.title, kind, changes: its.changes, omitted: its.omitted });
      }
    }
  }
  const drawn = bands(lanes, past);
  byId("bands").hidden = drawn.length === 0;
  byId("bands").replaceChildren(...drawn.map((band) => band.node));
  const told = [...plots.map((plot) => plot.words()), ...over.map((each) => summary(each.title, each.values, each.time)), ...drawn.map((band) => band.words)];
  byId("summary").replaceChildren(...told.map((text) => element("li", {}, text)));
}

function shown() {
  return { since: view.shown.since.toFixed(0), until: view.shown.until.toFixed(0) };
}

/** Shows that time, and the address says so. */
function go(since, until) {
  const length = Math.max(SHORTEST, Math.min(until - since, 10 * RANGES["365d"]));
  const middle = (since + until) / 2;
  view.since = Math.max(1, Math.round(middle - length / 2));
  view.until = Math.round(middle + length / 2);
  return load();
}

function move(what) {
  const { since, until } = view.shown;
  const length = until - since;
  const by = { earlier: [-0.5, -0.5], later: [0.5, 0.5], closer: [0.25, -0.25], wider: [-0.5, 0.5] }[what];
  return go(since + by[0] * length, until + by[1] * length);
}

async function start() {
  about = await source.description();
  if (!about) {
    put(byId("about"), say("silent"));
    setTimeout(start, 2000);
    return;
  }
  const sensor = about.sensors.find((each) => each.name === view.sensor) ?? (view.sensor ? undefined : about.sensors[0]);
  view.sensor ||= sensor?.name ?? "";
  if (!isFixed() && !Object.hasOwn(RANGES, view.range ?? "")) {
    view.range = "1d";
  }
  put(byId("title"), sensor?.title ?? view.sensor);
  document.title = say("history.title", { title: sensor?.title ?? view.sensor });
  put(byId("about"), `${about.device.name} · ${about.device.id}`);
  overlays = new Overlays(byId("over"), about, asked.getAll("over"), load);
  document.querySelectorAll("[data-range]").forEach((button) => {
    button.addEventListener("click", () => {
      Object.assign(view, { range: button.dataset.range, since: 0, until: 0 });
      load();
    });
  });
  document.querySelectorAll("[data-move]").forEach((button) => button.addEventListener("click", () => view.shown && move(button.dataset.move)));
  byId("plots").addEventListener("keydown", (event) => {
    const what = { ArrowLeft: "earlier", ArrowRight: "later", "+": "closer", "=": "closer", "-": "wider" }[event.key];
    if (what && view.shown && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      move(what).then(() => byId("plots").querySelector("[tabindex]")?.focus());
    }
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => plots.forEach((plot) => plot.repaint()));
  await load();
}

fill({ language, say });
start();
