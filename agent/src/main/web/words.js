// What the agent says in one word, in words for people.

const FAULTS = {
  "no-answer": "Does not answer",
  corrupt: "Answers, but garbled",
  "wrong-device": "Another part answers",
  "not-ready": "Not ready",
  implausible: "Says what cannot be",
  stuck: "Stuck on one value",
  permission: "May not be read",
  bus: "Its bus fails",
};

const REFUSALS = {
  retained: () => "the command was a stored copy, which never moves an output",
  expired: () => "the command came too late",
  busy: () => "newer commands came faster than they could be executed",
  malformed: () => "the command was not understood",
  interlock: (output) => `not together with ${output.interlock.join(", ") || "another output"}: that is on, or was until just now`,
  "min-off": (output) => `it was switched off less than ${span(output.minOff)} ago`,
  "too-large": () => "the command was too large",
  "output-fault": () => "the pin did not follow",
  "shutting-down": () => "the agent is stopping",
  rule: () => "a rule of it is off, or in service",
};

const CAUSES = {
  start: () => "since the start",
  stop: () => "for the stop",
  command: () => "by command",
  pulse: (output, state) => (state === "ON" ? "a pulse" : "the pulse is over"),
  "max-on": (output) => `was on for max-on${output.maxOn ? ` ${span(output.maxOn)}` : ""}`,
  refresh: (output) => `ON was not repeated within refresh${output.refresh ? ` ${span(output.refresh)}` : ""}`,
  "on-broker-loss": () => "the broker was gone",
  interlock: (output) => `not together with ${output.interlock.join(", ") || "another output"}`,
  rule: (output, state, said) => `by rule ${said.rule ?? "?"}${said.why ? `: ${said.why}` : ""}`,
  guard: (output, state, said) => `by the guard of rule ${said.rule ?? "?"}${said.why ? `: ${said.why}` : ""}`,
  "on-fault": (output, state, said) => `rule ${said.rule ?? "?"} cannot see${said.why ? `: ${said.why}` : ""}`,
  "override-end": (output, state, said) => `given back to rule ${said.rule ?? "?"}`,
  press: (output, state, said) => `by a press, rule ${said.rule ?? "?"}`,
  forced: () => "something else holds it so",
  reload: () => "by new settings",
};

const CONTACTS = new Set(["door", "garage_door", "window", "opening"]);

/** A fault's kind as a short sentence. */
export function fault(kind) {
  return FAULTS[kind] ?? kind;
}

/** Why a command was refused. */
export function refusal(reason, output) {
  const say = REFUSALS[reason];
  return say ? `${say(output)} (${reason})` : reason;
}

/** Why an output is as it is; `now` in seconds since 1970. What somebody else wrote there is shown as it is. */
export function cause(said, output, now) {
  const name = String(said.cause ?? "");
  const words = Object.hasOwn(CAUSES, name) ? CAUSES[name](output, said.state, said) : name;
  const end = Date.parse(said.until ?? "") / 1000;
  if (!(end > now)) {
    return words;
  }
  const until = `until ${time(new Date(end * 1000))}`;
  const left = `${span(end - now)} left`;
  return said.state === "ON" ? `${words}, ${until} (${left})` : `${until} (${name === "start" ? "min-off" : words}, ${left})`;
}

/** What ON and OFF mean of a thing of this class. */
export function meaning(state, kind) {
  return CONTACTS.has(kind) ? { ON: "open", OFF: "closed" }[state] ?? "" : "";
}

/** A number of seconds as people say it: `40 s`, `3 min`, `2 h`. */
export function span(seconds) {
  if (seconds < 1) {
    return "1 s";
  }
  if (seconds < 100) {
    return `${Math.round(seconds)} s`;
  }
  if (seconds < 5400) {
    return `${Math.round(seconds / 60)} min`;
  }
  return seconds < TWO_DAYS ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} d`;
}

/** How long ago. */
export function age(seconds) {
  return seconds < 2 ? "just now" : `${span(seconds)} ago`;
}

const TWO_DAYS = 172_800;

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

const MOMENT = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hour12: false });
const LONG_AGO = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const TICK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

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
