// One quantity over some time: the mean of each step as a line, minimum and maximum as a band.
/* global uPlot */

import { element, put } from "./dom.js";
import { say } from "./text.js";
import * as words from "./words.js";

const HEIGHT = 240;
const DAY = 86_400;

export class Past {
  #name;
  #values;
  #past;
  #data;
  #zoom;
  #chart;
  #under = element("p", { class: "under", "aria-hidden": "true" });
  #drawing = element("div", { class: "long", tabindex: "0", role: "img" });
  #sized = new ResizeObserver(([entry]) => this.#chart?.setSize({ width: entry.contentRect.width, height: HEIGHT }));

  /** `gap`: steps that lie further apart, in seconds, have no line between them; `zoom(since, until)` is asked for another time. */
  constructor(name, values, past, gap, zoom) {
    this.#name = name;
    this.#values = values;
    this.#past = past;
    this.#zoom = zoom;
    this.#data = broken(past.time, values, gap);
    this.node = element(
      "figure",
      { class: "figure", "data-quantity": name },
      element("header", {}, element("p", { class: "label" }, `${words.quantity(name)} ${values.unit === "1" ? "" : values.unit}`), this.#under),
      this.#drawing,
    );
    this.#drawing.setAttribute("aria-label", this.words());
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
    const { min, mean, max, unit } = this.#values;
    const { time } = this.#past;
    const name = words.quantity(this.#name);
    const there = time.map((_, i) => i).filter((i) => mean[i] !== null);
    if (there.length === 0) {
      return say("history.nothing", { name });
    }
    const low = there.reduce((best, i) => (min[i] < min[best] ? i : best));
    const high = there.reduce((best, i) => (max[i] > max[best] ? i : best));
    const last = there.at(-1);
    return say("history.told", {
      name,
      unit,
      low: min[low],
      "low-time": words.moment(time[low]),
      high: max[high],
      "high-time": words.moment(time[high]),
      last: mean[last],
    });
  }

  /** A finger moves the time; a mouse marks what to zoom in on. */
  #pan() {
    let begin;
    this.#drawing.addEventListener("pointerdown", (event) => (begin = event.pointerType === "touch" ? event.clientX : undefined));
    this.#drawing.addEventListener("pointercancel", () => (begin = undefined));
    this.#drawing.addEventListener("pointerup", (event) => {
      const moved = begin === undefined ? 0 : event.clientX - begin;
      begin = undefined;
      if (Math.abs(moved) > 30) {
        const { since, until } = this.#past;
        const by = (-moved / this.#drawing.clientWidth) * (until - since);
        this.#zoom(since + by, until + by);
      }
    });
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
      scales: { x: { range: () => [since, until] }, y: { range: (_, low, high) => room(low, high) } },
      axes: [
        { ...axis, size: 22, space: 70, values: (_, ticks, __, ___, step) => ticks.map((tick) => words.tick(tick, step >= DAY)) },
        { ...axis, size: 46, space: 34, values: (_, ticks, __, ___, step) => ticks.map((tick) => plain(tick, step)) },
      ],
      series: [
        {},
        edge,
        edge,
        { stroke: colour("--line"), width: 1.75, points: { show: (chart) => chart.data[0].length < 3, size: 6 } },
      ],
      bands: [{ series: [2, 1], fill: colour("--fill") }],
    };
  }

  #read(index) {
    const [times, min, max, mean] = this.#data;
    if (index === null || index === undefined || mean[index] === null || mean[index] === undefined) {
      put(this.#under, "");
      return;
    }
    const values = { time: words.moment(times[index]), value: mean[index], unit: this.#values.unit, low: min[index], high: max[index] };
    put(this.#under, say(min[index] === max[index] ? "history.read" : "history.read-range", values));
  }
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
