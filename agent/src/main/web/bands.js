// What outputs and inputs were, and when a sensor failed: bands below the plots, on the same time.

import { element } from "./dom.js";
import { say } from "./text.js";
import * as words from "./words.js";

const MOST_PIECES = 150;
/** Marks of one band: more are no marks but a smear. */
const MOST_MARKS = 60;

/** Which things have a band: outputs, then inputs. */
export const LANES = (about, most) => {
  const outputs = about.outputs.slice(0, most);
  return [
    ["output", outputs],
    ["input", about.inputs.slice(0, most - outputs.length)],
  ];
};

/** A band for each lane that has something to show: its `node`, and what it shows in `words`. */
export function bands(lanes, { since, until }) {
  return lanes.map((lane) => band(lane, since, until)).filter((each) => each !== undefined);
}

function band({ title, kind, changes, omitted }, since, until) {
  const own = changes.filter((each) => !("program" in each));
  const parts = pieces(own, kind, since, until);
  if (own.length === 0 || (kind === "fault" && parts.length === 0)) {
    return undefined;
  }
  const track = element("div", { class: "track", "aria-hidden": "true" });
  for (const { from, to, why, part } of parts.length > MOST_PIECES ? cells(parts, since, until) : parts) {
    const piece = element("i", { class: kind === "fault" ? "fault" : "on", title: say(why ? "band.why" : "band.piece", { from: words.moment(from), to: words.moment(to), why }) });
    piece.style.left = `${(100 * (from - since)) / (until - since)}%`;
    piece.style.width = `${(100 * (to - from)) / (until - since)}%`;
    piece.style.opacity = part ?? 1;
    track.append(piece);
  }
  track.append(...(kind === "output" ? marks(own, since, until) : []));
  const share = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const said = kind === "fault" ? faults(parts) : on(title, parts, share, own.filter(({ time }) => time > since));
  const cut = omitted ? say("band.cut", { n: omitted }) : "";
  return {
    words: said + cut,
    node: element(
      "div",
      { class: "band" },
      element("p", { class: "label" }, element("span", {}, title), element("span", { class: "under" }, parts.length === 0 ? say("band.off") : words.span(share))),
      track,
    ),
  };
}

function on(title, parts, share, changes) {
  if (parts.length === 0) {
    return say("band.never", { title });
  }
  return say("band.on", { n: parts.length, title, span: words.span(share), causes: because(changes) });
}

/** Behind it, why it was switched, each reason once. */
function because(changes) {
  const causes = [...new Set(changes.filter(({ cause }) => cause).map(({ state, cause }) => say("band.because", { state, cause })))];
  return causes.length ? ` (${causes.slice(0, 6).join(", ")})` : "";
}

function faults(parts) {
  const kinds = [...new Set(parts.map(({ why }) => why))];
  return say("band.fault-list", { n: parts.length, kinds: kinds.slice(0, 5).join("; ") });
}

/** Of more pieces than can be told apart: how much of each part of the time it was on, as a shade. */
function cells(parts, since, until) {
  const width = (until - since) / MOST_PIECES;
  const shares = new Array(MOST_PIECES).fill(0);
  for (const { from, to } of parts) {
    for (let i = Math.floor((from - since) / width); i < MOST_PIECES && since + i * width < to; i++) {
      shares[i] += Math.min(to, since + (i + 1) * width) - Math.max(from, since + i * width);
    }
  }
  return shares
    .map((share, i) => ({ from: since + i * width, to: since + (i + 1) * width, why: say("band.share", { share: Math.round((100 * share) / width) }), part: 0.15 + (0.85 * share) / width, share }))
    .filter(({ share }) => share > 0);
}

/** Who or what switched it, where that was said. */
function marks(changes, since, until) {
  const said = changes.filter(({ time, cause }) => cause && time > since && time < until);
  return said.slice(-MOST_MARKS).map(({ time, state, cause }) => {
    const mark = element("b", { title: say("band.mark", { time: words.moment(time), state, cause }) });
    mark.style.left = `${(100 * (time - since)) / (until - since)}%`;
    return mark;
  });
}

/** From when to when it was on, or failed, and why. */
function pieces(changes, kind, since, until) {
  const found = [];
  let open;
  for (const each of changes) {
    const is = kind === "fault" ? each.fault !== "" : each.state === "ON";
    const at = Math.min(until, Math.max(since, each.time));
    if (open) {
      found.push({ ...open, to: at });
      open = undefined;
    }
    if (is) {
      const why = kind === "fault" ? `${words.fault(each.fault)}. ${each.message ?? ""}`.trim() : (each.cause ?? "");
      open = { from: at, why };
    }
  }
  if (open) {
    found.push({ ...open, to: until });
  }
  return found.filter(({ from, to }) => to > from);
}
