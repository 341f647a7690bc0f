// One quantity over some time: the mean of each step as a line, minimum and maximum as a band.
/* global uPlot */

import { element, put } from "./dom.js";
import { say } from "./text.js";
import * as words from "./words.js";

const HEIGHT = 240;
const DAY = 86_400;
/** Lines that are told apart without their colour. */
const DASHES = [[8, 4], [2, 3], [10, 3, 2, 3]];
/** Pixels: less is a finger that trembles. */
const MOVED = 30;

export class Past {
  #name;
  #values;
  #past;
  #data;
  #zoom;
  #over;
  #chart;
  #under = element("p", { class: "under", "aria-hidden": "true" });
  #drawing = element("div", { class: "long", tabindex: "0", role: "img" });
  #sized = new ResizeObserver(([entry]) => this.#chart?.setSize({ width: entry.contentRect.width, height: HEIGHT }));

  /**
   * `gap`: steps that lie further apart, in seconds, have no line between them; `over`: what is laid over it; `zoom(since, until)` is
   * asked for another time.
   */
  constructor(name, values, past, gap, over, zoom) {
    this.#name = name;
    this.#values = values;
    this.#past = past;
    this.#zoom = zoom;
    this.#over = over;
    const own = broken(past.time, values, gap);
    this.#data = over.length ? uPlot.join([own, ...over.map(means)]) : own;
    this.node = element(
      "figure",
      { class: "figure", "data-quantity": name },
      element("header", {}, element("p", { class: "label" }, `${words.quantity(name)} ${values.unit === "1" ? "" : values.unit}`), this.#under),
      this.#drawing,
    );
    const drawn = [this.words(), ...over.map((each) => summary(each.title, each.values, each.time))];
    this.#drawing.setAttribute("aria-label", drawn.join(". "));
    this.#sized.observe(this.#drawing);
    this.#pan();
  }

  draw() {
    this.#chart = new uPlot(this.#options(), this.#data, this.#drawing);
  }

  repaint() {
    this.#chart.destroy();
    this.draw();
  }

  close() {
    this.#sized.disconnect();
    this.#chart?.destroy();
  }

  /** What is drawn, for those who do not see it. */
  words() {
    return summary(words.quantity(this.#name), this.#values, this.#past.time);
  }

  /** A finger moves the time, two pull it wider or narrower; a mouse marks what to zoom in on. */
  #pan() {
    const fingers = new Map();
    const ends = (event, counts) => {
      const finger = fingers.get(event.pointerId);
      if (!finger) {
        return;
      }
      finger.to = event.clientX;
      const all = [...fingers.values()];
      fingers.clear();
      if (counts && all.length === 2) {
        this.#pinched(all);
      } else if (counts && all.length === 1 && Math.abs(finger.to - finger.from) > MOVED) {
        this.#shift((finger.from - finger.to) / this.#drawing.clientWidth, 1);
      }
    };
    this.#drawing.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") {
        fingers.set(event.pointerId, { from: event.clientX, to: event.clientX });
      }
    });
    this.#drawing.addEventListener("pointermove", (event) => {
      const finger = fingers.get(event.pointerId);
      if (finger) {
        finger.to = event.clientX;
      }
    });
    this.#drawing.addEventListener("pointercancel", (event) => ends(event, false));
    this.#drawing.addEventListener("pointerup", (event) => ends(event, true));
  }

  /** What lay between two fingers lies between them still. */
  #pinched([a, b]) {
    const before = Math.abs(a.from - b.from);
    const after = Math.abs(a.to - b.to);
    if (before > MOVED && after > MOVED && Math.abs(after - before) > MOVED) {
      this.#shift(0, before / after);
    }
  }

  /** By that part of what is shown, and so many times as wide. */
  #shift(part, wider) {
    const { since, until } = this.#past;
    const length = until - since;
    const middle = (since + until) / 2 + part * length;
    this.#zoom(middle - (wider * length) / 2, middle + (wider * length) / 2);
  }

  #options() {
    const style = getComputedStyle(this.#drawing);
    const colour = (name) => style.getPropertyValue(name).trim();
    const { since, until } = this.#past;
    const axis = { stroke: colour("--quiet"), font: `11px ${style.fontFamily}`, grid: { stroke: colour("--rule"), width: 1 }, ticks: { show: false }, gap: 4 };
    const edge = { stroke: "transparent", width: 0, points: { show: false } };
    return {
      width: this.#drawing.clientWidth,
      height: HEIGHT,
      padding: [8, 2, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
      hooks: {
        setCursor: [(chart) => this.#read(chart.cursor.idx)],
        setSelect: [(chart) => chart.select.width > 5 && this.#zoom(chart.posToVal(chart.select.left, "x"), chart.posToVal(chart.select.left + chart.select.width, "x"))],
      },
      scales: { x: { range: () => [since, until] }, ...Object.fromEntries(["y", ...this.#units()].map((scale) => [scale, { range: (_, low, high) => room(low, high) }])) },
      axes: [
        { ...axis, size: 22, space: 70, values: (_, ticks, __, ___, step) => ticks.map((tick) => words.tick(tick, step >= DAY)) },
        { ...axis, size: 46, space: 34, values: (_, ticks, __, ___, step) => ticks.map((tick) => plain(tick, step)) },
        ...this.#units().map((scale) => ({
          ...axis,
          scale,
          side: 1,
          size: 52,
          space: 34,
          grid: { show: false },
          values: (_, ticks, __, ___, step) => ticks.map((tick) => `${plain(tick, step)} ${scale}`),
        })),
      ],
      series: [
        {},
        edge,
        edge,
        { stroke: colour("--line"), width: 1.75, points: { show: (chart) => chart.data[0].length < 3, size: 6 } },
        ...this.#over.map(({ place, values }) => ({
          stroke: colour(`--over-${place + 1}`),
          width: 1.75,
          dash: DASHES[place],
          scale: values.unit === this.#values.unit ? "y" : values.unit,
          points: { show: false },
        })),
      ],
      bands: [{ series: [2, 1], fill: colour("--fill") }],
    };
  }

  /** Of what is laid over it, those that need an axis of their own. */
  #units() {
    return [...new Set(this.#over.map(({ values }) => values.unit))].filter((unit) => unit !== this.#values.unit);
  }

  #read(index) {
    const [times, min, max, mean] = this.#data;
    if (index === null || index === undefined || mean[index] === null || mean[index] === undefined) {
      put(this.#under, "");
      return;
    }
    const values = { time: words.moment(times[index]), value: mean[index], unit: this.#values.unit, low: min[index], high: max[index] };
    const others = this.#over
      .map(({ title, values: { unit } }, i) => [this.#data[4 + i][index], `${title} ${this.#data[4 + i][index]} ${unit}`])
      .filter(([value]) => typeof value === "number")
      .map(([, text]) => ` · ${text}`);
    put(this.#under, say(min[index] === max[index] ? "history.read" : "history.read-range", values) + others.join(""));
  }
}

/** One quantity over some time in words. */
export function summary(name, { min, mean, max, unit }, time) {
  const there = time.map((_, i) => i).filter((i) => mean[i] !== null);
  if (there.length === 0) {
    return say("history.nothing", { name });
  }
  const low = there.reduce((best, i) => (min[i] < min[best] ? i : best));
  const high = there.reduce((best, i) => (max[i] > max[best] ? i : best));
  return say("history.told", {
    name,
    unit,
    low: min[low],
    "low-time": words.moment(time[low]),
    high: max[high],
    "high-time": words.moment(time[high]),
    last: mean[there.at(-1)],
  });
}

/** Where nothing was measured for too long there is no line. */
function broken(time, { min, mean, max }, gap) {
  const data = [[], [], [], []];
  const add = (...row) => row.forEach((value, i) => data[i].push(value));
  time.forEach((at, i) => {
    if (mean[i] === null) {
      return;
    }
    const before = data[0].at(-1);
    if (before !== undefined && at - before > gap) {
      add(before + 1, null, null, null);
    }
    add(at, min[i], max[i], mean[i]);
  });
  return data;
}

/** Of what is laid over a plot the mean is drawn alone. */
function means({ time, values, gap }) {
  const [at, , , mean] = broken(time, values, gap);
  return [at, mean];
}

/** A point, and nothing between thousands. */
function plain(number, step) {
  return number.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function room(low, high) {
  if (low === null || high === null) {
    return [0, 1];
  }
  const half = Math.max((high - low) * 0.55, Math.abs(high) * 0.005, 0.05);
  return [(low + high) / 2 - half, (low + high) / 2 + half];
}
