// What the agent says in one word, in words for people; and times as they say them.

import { has, language, say } from "./text.js";

const others = (output) => output.interlock.join(", ") || say("another-output");
const length = (seconds) => (seconds ? span(seconds) : "");
const because = (said) => (said.why ? `: ${said.why}` : "");

/** What the sentences about a refusal or a cause may name. */
const named = (output, said = {}) => ({
  others: others(output),
  "min-off": length(output.minOff),
  "max-on": length(output.maxOn),
  refresh: length(output.refresh),
  rule: said.rule ?? "?",
  why: because(said),
});

const CONTACTS = new Set(["door", "garage_door", "window", "opening"]);

/** A fault's kind as a short sentence. */
export function fault(kind) {
  return has(`fault.${kind}`) ? say(`fault.${kind}`) : kind;
}

/** Why a command was refused. */
export function refusal(reason, output) {
  const key = `refusal.${reason}`;
  return has(key) ? `${say(key, named(output))} (${reason})` : reason;
}

/** Why an output is as it is; `now` in seconds since 1970. What somebody else wrote there is shown as it is. */
export function cause(said, output, now) {
  const name = String(said.cause ?? "");
  const key = name === "pulse" ? `cause.pulse-${said.state === "ON" ? "on" : "off"}` : `cause.${name}`;
  const words = has(key) ? say(key, named(output, said)) : name;
  const end = Date.parse(said.until ?? "") / 1000;
  if (!(end > now)) {
    return words;
  }
  const values = { cause: said.state === "OFF" && name === "start" ? "min-off" : words, time: time(new Date(end * 1000)), left: span(end - now) };
  return say(said.state === "ON" ? "until.on" : "until.off", values);
}

/** What ON and OFF mean of a thing of this class. */
export function meaning(state, kind) {
  if (!CONTACTS.has(kind)) {
    return "";
  }
  return state === "ON" ? say("open") : state === "OFF" ? say("closed") : "";
}

/** A number of seconds as people say it: `40 s`, `3 min`, `2 h`. */
export function span(seconds) {
  if (seconds < 100) {
    return say("span.seconds", { n: Math.max(1, Math.round(seconds)) });
  }
  if (seconds < 5400) {
    return say("span.minutes", { n: Math.round(seconds / 60) });
  }
  return seconds < TWO_DAYS ? say("span.hours", { n: Math.round(seconds / 3600) }) : say("span.days", { n: Math.round(seconds / 86_400) });
}

/** A quantity as people call it; what has no such name keeps the one that it has in topics. */
export function quantity(name) {
  const key = `quantity.${name}`;
  return has(key) ? say(key) : name;
}

/** How long ago. */
export function age(seconds) {
  return seconds < 2 ? say("age.now") : say("age.ago", { span: span(seconds) });
}

const TWO_DAYS = 172_800;

/** The reader's own habits where they are those of the language of the page. */
const LOCALE = navigator.languages.find((code) => code.toLowerCase().split("-")[0] === language) ?? language;

const CLOCK = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short" });

const MOMENT = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
const LONG_AGO = new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const TICK = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hour12: false });

/** Day and time of seconds since 1970, with the year where that is another one. */
export function moment(seconds) {
  const date = new Date(seconds * 1000);
  return (date.getFullYear() === new Date().getFullYear() ? MOMENT : LONG_AGO).format(date);
}

/** The same for an axis: the day alone where a day is one step of it, or where it begins. */
export function tick(seconds, days) {
  const date = new Date(seconds * 1000);
  return days || (date.getHours() === 0 && date.getMinutes() === 0) ? DAY.format(date) : TICK.format(date);
}

/** The time of day of a date, with the day where that is not today. */
export function time(date) {
  const today = date.toDateString() === new Date().toDateString();
  return today ? CLOCK.format(date) : `${DAY.format(date)} ${CLOCK.format(date)}`;
}
