// The page, wired: what there is comes from the agent, what happens comes from the broker.

import { Clock } from "./clock.js";
import { element, put } from "./dom.js";
import { Input } from "./input.js";
import { fill } from "./language.js";
import { Link } from "./link.js";
import * as login from "./login.js";
import { Output } from "./output.js";
import { Presence } from "./presence.js";
import { LATER, parsed, Sensor } from "./sensor.js";
import { Sessions } from "./sessions.js";
import * as source from "./source.js";
import { has, language, say } from "./text.js";

const BEAT = 1000;
/** Every so many beats the agent is asked whether it is there, while anything is wrong. */
const LOOKS = 5;

const clock = new Clock();
const said = document.getElementById("said");
let about;
let presence;
/** Between two looks at what the agent has measured, in milliseconds. */
const PAUSE = 2000;

let link;
let things = [];
let heard = new Map();
let beats = 0;

/** Builds a card or a row for each thing that there is. */
function build() {
  things.forEach((thing) => thing.close());
  const send = (topic, payload) => link.send(topic, payload);
  const sensors = about.sensors.map((sensor) => new Sensor(sensor, clock, measuredSince));
  const outputs = about.outputs.map((output) => new Output(output, send, clock));
  const inputs = about.inputs.map((input) => new Input(input));
  place("sensors", "sensor-cards", sensors);
  place("outputs", "output-rows", outputs);
  place("inputs", "input-rows", inputs);
  things = [...sensors, ...outputs, ...inputs];
  heard = new Map();
  for (const [topic, listener] of things.flatMap((thing) => thing.topics())) {
    // Of somebody else's message several things may show a part.
    const others = heard.get(topic);
    heard.set(topic, others ? (text, stored) => [others(text, stored), listener(text, stored)].every((each) => each === LATER) && LATER : listener);
  }
  presence.told(about);
  heard.set(about.device.status, (text, stored) => {
    if (!about.device.lost) {
      presence.agent(text, stored);
    }
    if (text === "online" && !stored) {
      refresh();
    }
  });
  heard.set(about.device.info, (text) => {
    if (!about.device.lost) {
      presence.problems(parsed(text)?.problems ?? []);
    }
    refresh();
  });
  document.getElementById("reload").hidden = !about.reload;
  document.getElementById("pages").replaceChildren(
    ...about.pages.map(({ title, path }) => element("a", { class: "plain", href: path }, pageName(title))),
  );
  put(document.getElementById("device"), about.device.name);
  put(document.getElementById("about"), `${about.device.id} · Meetpost ${about.version}`);
}

function pageName(title) {
  const key = `page.${title.toLowerCase()}`;
  return has(key) ? say(key) : title;
}

function place(section, list, made) {
  document.getElementById(section).hidden = made.length === 0;
  document.getElementById(list).append(...made.map((each) => each.node));
}

/** The agent's word again: it may have other settings now, and it remembers what this page has missed. */
async function refresh() {
  const fresh = await source.description();
  presence.answers(fresh !== undefined);
  if (!fresh) {
    return;
  }
  if (fresh.version !== about.version || fresh.mqtt !== about.mqtt) {
    location.reload();
    return;
  }
  if (JSON.stringify(fresh) !== JSON.stringify(about)) {
    about = fresh;
    build();
    link?.listen([...heard.keys()]);
  }
  await remember();
}

async function remember() {
  const { speed, sensors } = await source.history();
  clock.runs(speed);
  about.sensors.forEach((sensor, i) => {
    const past = sensors[sensor.name];
    if (past) {
      things[i].past(past);
    }
  });
  draw();
}

let asked = false;

/** What the agent has measured since, when it has had time to; not for each message. */
function measuredSince() {
  if (!asked) {
    asked = true;
    setTimeout(() => {
      asked = false;
      remember();
    }, PAUSE);
  }
}

function connect() {
  if (!about.mqtt) {
    return;
  }
  link = new Link(about.mqtt, [...heard.keys()], {
    message: (topic, text, stored) => {
      if (heard.get(topic)?.(text, stored) !== LATER) {
        soon();
      }
    },
    connected: () => presence.broker("connected"),
    gone: () => {
      presence.broker("gone");
      soon();
    },
    refused: async (tried) => {
      presence.broker("refused");
      soon();
      await knock();
      login.ask(tried, presence.door, (typed) => link.open(typed));
    },
  });
  link.open(login.remembered());
}

/** Why this page, or the agent, is not let in: a browser is not told. */
async function knock() {
  presence.knocked(await source.door());
  draw();
}

let due = false;

/** What somebody did is seen at once; what was measured, at the next beat. */
function soon() {
  if (!due) {
    due = true;
    setTimeout(() => {
      due = false;
      draw();
    }, 50);
  }
}

function draw() {
  presence.draw();
  const news = things.map((thing) => thing.draw(presence.well)).filter(Boolean);
  if (news.length > 0) {
    put(said, news.join(". "));
  }
}

function beat() {
  if (document.hidden) {
    return;
  }
  beats++;
  draw();
  if (beats % LOOKS === 0) {
    if (!presence.well || about.conflicts) {
      refresh();
    }
    if (!presence.well) {
      knock();
    }
  }
}

async function again() {
  const problems = await source.reload();
  presence.problems(problems);
  put(said, say(problems.length > 0 ? "reload.refused" : "reload.done"));
  await refresh();
}

async function start() {
  fill({ language, say });
  while (!about) {
    about = await source.description();
    if (!about) {
      put(document.getElementById("about"), say("silent"));
      await new Promise((done) => setTimeout(done, 2000));
    }
  }
  presence = new Presence(about);
  build();
  draw();
  connect();
  if (about.sessions) {
    const section = document.getElementById("sessions");
    section.hidden = false;
    new Sessions(section, document.getElementById("session-rows"), (text) => put(said, text));
  }
  await remember();
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    things.forEach((thing) => thing.repaint?.());
    draw();
  });
  document.getElementById("reload").addEventListener("click", again);
}

start();
