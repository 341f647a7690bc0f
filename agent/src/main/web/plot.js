// The last hour of one quantity, drawn by uPlot: at most once a second, and only while it can be seen. Told always.
/* global uPlot */

import { element, put } from "./dom.js";
import { say } from "./text.js";
import * as words from "./words.js";

const HOUR = 3600;
const STEP = 10;
const NARROWEST = 60;
/** With fewer points than this each value is drawn as it comes: nobody waits ten seconds for the first line. */
const YOUNG = 4;
const HEIGHT = 112;

/** Less than this from bottom to top would make a mountain of noise. */
const SPAN = { "°C": 1, "%": 4, hPa: 2 };

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    entry.target.plot.visible = entry.isIntersecting;
  }
});
const sized = new ResizeObserver((entries) => {
  for (const entry of entries) {
    entry.target.plot.resize(entry.contentRect.width);
  }
});

export class Plot {
  #quantity;
  #clock;
  #gap;
  #times = [];
  #values = [];
  #tip;
  #chart;
  #readout = element("p", { class: "readout", "aria-hidden": "true" });
  #dirty = true;
  #drawn = 0;
  visible = false;
  node = element("div", { class: "plot", role: "img" });

  /** `seconds`: between two points of a sensor that is well. */
  constructor(quantity, seconds, clock) {
    this.#quantity = quantity;
    this.#clock = clock;
    this.#gap = Math.max(3 * seconds, 3 * STEP);
    this.node.plot = this;
    this.node.append(this.#readout);
    this.#describe();
    seen.observe(this.node);
    sized.observe(this.node);
  }

  /** Its past: seconds ago and values, oldest first. What the page saw itself since is thrown away. */
  past(ago, values) {
    const now = this.#clock.now();
    this.#times = ago.map((each) => now - each);
    this.#values = [...values];
    this.#tip = undefined;
    this.#dirty = true;
  }

  /** A value came just now. */
  add(value) {
    const now = this.#clock.now();
    this.#tip = { time: now, value };
    this.#dirty ||= this.#times.length < YOUNG;
    if (this.#times.length === 0 || now - this.#times.at(-1) >= STEP - 0.5) {
      this.#times.push(now);
      this.#values.push(value);
      this.#dirty = true;
    }
  }

  /** The colours of the page are other ones now. */
  repaint() {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#dirty = true;
  }

  /** Draws what is new; and what is not, for the hour goes on where nothing comes any more. */
  draw() {
    const now = this.#clock.now();
    while (this.#times[0] < now - HOUR) {
      this.#times.shift();
      this.#values.shift();
      this.#dirty = true;
    }
    this.#describe();
    if (!(this.#dirty || now - this.#drawn >= STEP) || !this.visible || this.node.clientWidth === 0) {
      return;
    }
    this.#dirty = false;
    this.#drawn = now;
    const data = this.#broken();
    if (this.#chart) {
      this.#chart.setData(data);
    } else {
      this.#chart = new uPlot(this.#options(), data, this.node);
    }
  }

  resize(width) {
    if (this.#chart && width > 0 && Math.abs(this.#chart.width - width) >= 1) {
      this.#chart.setSize({ width, height: HEIGHT });
    }
  }

  close() {
    seen.unobserve(this.node);
    sized.unobserve(this.node);
    this.#chart?.destroy();
  }

  /** Where the sensor was silent for too long there is no line. */
  #broken() {
    const times = [];
    const values = [];
    const add = (time, value) => {
      if (times.length > 0 && time - times.at(-1) > this.#gap) {
        times.push(times.at(-1) + 1);
        values.push(null);
      }
      times.push(time);
      values.push(value);
    };
    this.#times.forEach((time, i) => add(time, this.#values[i]));
    if (this.#tip && this.#tip.time > (this.#times.at(-1) ?? 0)) {
      add(this.#tip.time, this.#tip.value);
    }
    return [times, values];
  }

  #describe() {
    const { name, unit, decimals } = this.#quantity;
    const low = Math.min(...this.#values);
    const high = Math.max(...this.#values);
    const quantity = words.quantity(name);
    const text =
      this.#values.length === 0
        ? say("plot.none", { name: quantity })
        : say("plot.hour", { name: quantity, low: low.toFixed(decimals), high: high.toFixed(decimals), unit });
    if (this.node.getAttribute("aria-label") !== text) {
      this.node.setAttribute("aria-label", text);
    }
  }

  #range() {
    const now = this.#clock.now();
    const first = this.#times[0] ?? now;
    return [Math.max(now - HOUR, Math.min(first, now - NARROWEST)), now];
  }

  #height(low, high) {
    if (low === null || high === null) {
      return [0, 1];
    }
    const span = SPAN[this.#quantity.unit] ?? Math.abs(high) * 0.02;
    const middle = (low + high) / 2;
    const half = Math.max((high - low) * 0.6, span / 2, 10 ** -this.#quantity.decimals);
    return [middle - half, middle + half];
  }

  #options() {
    const style = getComputedStyle(this.node);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour("--quiet"),
      font: `11px ${style.fontFamily}`,
      grid: { stroke: colour("--rule"), width: 1 },
      ticks: { show: false },
      gap: 4,
    };
    return {
      width: this.node.clientWidth,
      height: HEIGHT,
      padding: [8, 2, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      hooks: { setCursor: [(chart) => this.#point(chart.cursor.idx)] },
      scales: { x: { range: () => this.#range() }, y: { range: (_, low, high) => this.#height(low, high) } },
      axes: [
        { ...axis, size: 22, space: 64, values: (_, ticks) => ticks.map(clockTime), incrs: [60, 300, 600, 900, 1800] },
        { ...axis, size: 46, space: 34, values: (_, ticks, __, ___, step) => ticks.map((tick) => plain(tick, step)) },
      ],
      series: [
        {},
        { stroke: colour("--line"), width: 1.75, fill: colour("--fill"), points: { show: (chart) => chart.data[0].length < 2, size: 6 } },
      ],
    };
  }

  /** What the pointer is on. */
  #point(index) {
    const [times, values] = this.#chart?.data ?? [[], []];
    const value = values[index];
    const { unit, decimals } = this.#quantity;
    put(this.#readout, value === null || value === undefined ? "" : `${clockTime(times[index])}  ${value.toFixed(decimals)} ${unit}`);
  }
}

/** As it is published: a point, and nothing between thousands. */
function plain(number, step) {
  return number.toFixed(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
}

function clockTime(seconds) {
  const date = new Date(seconds * 1000);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}
