// One quantity of all boards in one plot, from what this page has seen since it was opened.
/* global uPlot */

import { element, put } from "../dom.js";
import * as words from "../words.js";
import { fileName, save } from "./inventory.js";
import { say } from "./text.js";

/** A point each ten seconds at most, for six hours. */
const STEP = 10;
const POINTS = 2160;
const MOST_LINES = 40;
const MOST_SERIES = 2000;
const HEIGHT = 320;
/** Told apart without colour too: by their dashes. */
const COLOURS = ["--line", "--focus", "--ill", "--warn", "--text"];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export class Compare {
  #dialog = document.getElementById("compare");
  #choice = document.getElementById("compare-quantity");
  #plot = document.getElementById("compare-plot");
  #legend = document.getElementById("compare-legend");
  #view;
  #shown;
  #seen = new Map();
  #known = "";
  #chart;
  #drawn = "";

  /** `shown()`: the boards that are looked at, and which of their things are. */
  constructor(view, shown) {
    this.#view = view;
    this.#shown = shown;
    this.#choice.addEventListener("change", () => this.#again());
    document.getElementById("compare-open").addEventListener("click", () => {
      this.#dialog.showModal();
      this.#again();
    });
    document.getElementById("compare-csv").addEventListener("click", () => save(fileName("compare"), this.#csv()));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#again());
  }

  /** Keeps the values of now; draws them while it is open. */
  draw() {
    const now = Math.floor(Date.now() / 1000 / STEP) * STEP;
    for (const board of this.#view.store.boards) {
      board.sensors.forEach((sensor) => sensor.quantities.forEach((quantity) => this.#keep(board, sensor, quantity, now)));
    }
    if (this.#dialog.open) {
      this.#offer();
      this.#draw();
    }
  }

  #keep(board, sensor, quantity, now) {
    const value = this.#view.store.value(quantity.topic);
    const number = Number(value?.text);
    if (!value || value.at === 0 || value.text.trim() === "" || !Number.isFinite(number) || value.at / 1000 < now - STEP) {
      return;
    }
    const series = this.#seen.get(quantity.topic) ?? { times: [], values: [] };
    if (series.times.length === 0 && this.#seen.size >= MOST_SERIES) {
      return;
    }
    this.#seen.set(quantity.topic, series);
    if (series.times.at(-1) === now) {
      series.values[series.values.length - 1] = number;
      return;
    }
    series.times.push(now);
    series.values.push(number);
    if (series.times.length > POINTS) {
      series.times.shift();
      series.values.shift();
    }
  }

  /** All of one quantity, with the name of each. */
  #lines() {
    const { boards, fits } = this.#shown();
    return boards
      .flatMap((board) =>
        board.sensors.filter(fits).flatMap((sensor) =>
          sensor.quantities
            .filter((quantity) => key(quantity) === this.#choice.value)
            .map((quantity) => ({ name: `${board.name} · ${sensor.title}`, unit: quantity.unit, topic: quantity.topic, ...(this.#seen.get(quantity.topic) ?? { times: [], values: [] }) })),
        ),
      )
      .slice(0, MOST_LINES);
  }

  #offer() {
    const { boards, fits } = this.#shown();
    const counts = new Map();
    for (const quantity of boards.flatMap((board) => board.sensors.filter(fits).flatMap((sensor) => sensor.quantities))) {
      counts.set(key(quantity), { quantity, n: (counts.get(key(quantity))?.n ?? 0) + 1 });
    }
    const all = [...counts].sort((a, b) => b[1].n - a[1].n || a[0].localeCompare(b[0])).slice(0, 100);
    const known = JSON.stringify(all.map(([name, { n }]) => [name, n]));
    if (known !== this.#known) {
      this.#known = known;
      const chosen = this.#choice.value;
      this.#choice.replaceChildren(
        ...all.map(([value, { quantity, n }]) => element("option", { value }, `${words.quantity(quantity.name)}${quantity.unit ? ` (${quantity.unit})` : ""} · ${n}`)),
      );
      if (counts.has(chosen)) {
        this.#choice.value = chosen;
      }
    }
  }

  #again() {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#drawn = "";
    this.#legend.dataset.shape = "";
    this.draw();
  }

  #draw() {
    const lines = this.#lines();
    const data = aligned(lines);
    const shape = JSON.stringify(lines.map((line) => line.topic));
    if (this.#chart && this.#drawn === shape) {
      this.#chart.setData(data);
    } else {
      this.#chart?.destroy();
      this.#drawn = shape;
      this.#chart = new uPlot(this.#options(lines), data, this.#plot);
    }
    const style = getComputedStyle(this.#plot);
    const texts = lines.map((line) => `${line.name}: ${line.values.length > 0 ? `${line.values.at(-1)} ${line.unit}` : "–"}`);
    if (this.#legend.children.length !== texts.length || this.#legend.dataset.shape !== shape) {
      this.#legend.dataset.shape = shape;
      this.#legend.replaceChildren(...texts.map((text, i) => element("li", {}, mark(style, i), element("span", {}, text))));
    }
    texts.forEach((text, i) => put(this.#legend.children[i].lastChild, text));
    this.#plot.setAttribute("aria-label", texts.length > 0 ? texts.join(", ") : say("compare.nothing"));
  }

  #options(lines) {
    const style = getComputedStyle(this.#plot);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--quiet"), font: `11px ${style.fontFamily}`, grid: { stroke: colour("--rule"), width: 1 }, ticks: { show: false } };
    return {
      width: Math.max(200, this.#plot.clientWidth),
      height: HEIGHT,
      legend: { show: false },
      cursor: { drag: { x: false, y: false } },
      axes: [{ ...axis, values: (_, ticks) => ticks.map((tick) => words.tick(tick, false)) }, { ...axis, size: 56 }],
      series: [{}, ...lines.map((_, i) => ({ stroke: colour(COLOURS[i % COLOURS.length]), dash: DASHES[Math.floor(i / COLOURS.length) % DASHES.length], width: 1.75, spanGaps: false }))],
    };
  }

  #csv() {
    const lines = this.#lines();
    const [times, ...columns] = aligned(lines);
    const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
    const head = ["time", ...lines.map((line) => quoted(`${line.name}${line.unit ? ` (${line.unit})` : ""}`))].join(",");
    return `${[head, ...times.map((time, i) => [new Date(time * 1000).toISOString(), ...columns.map((column) => column[i] ?? "")].join(","))].join("\r\n")}\r\n`;
  }
}

/** What makes two quantities one in a plot. */
function key(quantity) {
  return `${quantity.name} ${quantity.unit}`;
}

/** The same times for all lines; nothing where one has no value. */
function aligned(lines) {
  const times = [...new Set(lines.flatMap((line) => line.times))].sort((a, b) => a - b);
  const at = new Map(times.map((time, i) => [time, i]));
  return [
    times,
    ...lines.map((line) => {
      const values = new Array(times.length).fill(null);
      line.times.forEach((time, i) => (values[at.get(time)] = line.values[i]));
      return values;
    }),
  ];
}

/** A piece of the line, drawn: its colour and dashes, which a style may not say inline. */
function mark(style, i) {
  const canvas = element("canvas", { width: "28", height: "8", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = style.getPropertyValue(COLOURS[i % COLOURS.length]).trim();
  pen.setLineDash(DASHES[Math.floor(i / COLOURS.length) % DASHES.length]);
  pen.lineWidth = 3;
  pen.beginPath();
  pen.moveTo(0, 4);
  pen.lineTo(28, 4);
  pen.stroke();
  return canvas;
}
