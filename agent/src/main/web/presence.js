// Whether the broker and the agent are there, since when, and what that means for who looks at the page.

import { mark, put, show } from "./dom.js";
import * as words from "./words.js";

const notice = document.getElementById("notice");
const lines = document.getElementById("lines");
const agentMark = document.getElementById("agent");
const brokerMark = document.getElementById("broker");

/** So long after the connection the agent's word should have come. */
const PATIENCE = 3000;

export class Presence {
  #about;
  #broker = "connecting";
  #brokerSince = new Date();
  #agent = "";
  #agentSince;
  #ever = false;
  #problems = [];
  #door = {};
  #answers = true;

  /** What the agent said there is. */
  constructor(about) {
    this.#about = about;
  }

  /** `connected`, `gone` or `refused`. */
  broker(state) {
    if (state !== this.#broker) {
      this.#broker = state;
      this.#brokerSince = new Date();
      this.#ever ||= state === "connected";
      this.#agent = state === "connected" ? "" : this.#agent;
    }
  }

  /** The payload of its status topic. */
  agent(state, stored) {
    if (state !== this.#agent) {
      this.#agent = state;
      this.#agentSince = stored ? undefined : new Date();
    }
  }

  /** What is wrong with a settings file that was refused while running. */
  problems(list) {
    this.#problems = list;
  }

  /** What the agent says there is by now. */
  told(about) {
    this.#about = about;
    if (about.device.lost) {
      this.#agent = "";
    }
  }

  /** What the agent found when it knocked where this page does. */
  knocked(door) {
    this.#door = door;
  }

  /** That. */
  get door() {
    return this.#door;
  }

  /** Whether it answers over HTTP. */
  answers(yes) {
    this.#answers = yes;
  }

  /** Whether what is shown is true now, and a command would arrive. */
  get well() {
    return this.#broker === "connected" && this.#agent === "online";
  }

  draw() {
    const connected = this.#broker === "connected";
    mark(brokerMark, connected ? "well" : this.#broker === "connecting" ? "waiting" : "ill");
    put(brokerMark, `Broker: ${{ connected: "connected", connecting: "connecting", gone: "no connection", refused: "not let in" }[this.#broker]}`);
    mark(agentMark, !connected ? "old" : this.#agent === "online" ? "well" : this.#agent === "offline" ? "ill" : "waiting");
    put(agentMark, `Agent: ${this.#about.device.lost ? "another board has its id" : !connected ? "not known now" : this.#agent || "not heard yet"}`);
    const text = this.#inWords();
    show(notice, text);
    const stuck = this.#broker === "gone" && this.#answers && !this.#ever;
    show(lines, text && stuck ? (this.#door.lines ?? []).join("\n") : "");
    const title = `${this.#about.device.name} · Meetpost`;
    put(document.querySelector("title"), text ? `⚠ ${title}` : title);
  }

  #inWords() {
    const { mqtt, device } = this.#about;
    if (!mqtt) {
      return "The agent's own broker has no listener for browsers. Add ws://127.0.0.1:9001 to `broker: listeners:` and restart it.";
    }
    if (this.#broker === "refused") {
      return `The broker at ${mqtt} lets nobody in without the right user and password.${this.#said(this.#door.page)}`;
    }
    if (this.#broker === "gone") {
      return this.#gone(mqtt);
    }
    if (this.#broker === "connected" && this.#agent === "offline") {
      const since = this.#agentSince ? ` since ${words.time(this.#agentSince)}` : "";
      return `The agent is offline${since}: nothing is measured and nothing can be switched until it is back. What is shown is old.${this.#said(this.#door.agent)}`;
    }
    if (this.#about.conflicts) {
      return `Two boards, one topic: ${this.#about.conflicts.join("; ")}`;
    }
    if (this.#broker === "connected" && !this.#agent && new Date() - this.#brokerSince > PATIENCE) {
      return `No word of the agent on ${device.status}: does it use the broker at ${mqtt}?${this.#said(this.#door.agent)}`;
    }
    if (this.#problems.length > 0) {
      return `A changed settings file was not taken over: ${this.#problems.join("; ")}`;
    }
    return "";
  }

  #said(words) {
    return words ? ` The agent says: ${words}.` : "";
  }

  #gone(mqtt) {
    const since = words.time(this.#brokerSince);
    const again = "What is shown is old. This page goes on trying.";
    if (!this.#answers) {
      return `Neither the agent nor the broker answers, since ${since}: is Meetpost running? ${again}`;
    }
    return this.#ever
      ? `The broker at ${mqtt} is gone, since ${since}. ${again}`
      : `The broker at ${mqtt} does not answer.${this.#said(this.#door.page)} It needs a listener for browsers (\`protocol websockets\`), as config/mosquitto/meetpost.conf has one. This page goes on trying.`;
  }
}
