// Whether the broker and the agent are there, since when, and what that means for who looks at the page.

import { mark, put, show } from "./dom.js";
import { say } from "./text.js";
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
    put(brokerMark, say(`broker.${this.#broker}`));
    mark(agentMark, !connected ? "old" : this.#agent === "online" ? "well" : this.#agent === "offline" ? "ill" : "waiting");
    put(agentMark, this.#agentInWords(connected));
    const text = this.#inWords();
    show(notice, text);
    const stuck = this.#broker === "gone" && this.#answers && !this.#ever;
    show(lines, text && stuck ? (this.#door.lines ?? []).join("\n") : "");
    const title = `${this.#about.device.name} · Meetpost`;
    put(document.querySelector("title"), text ? `⚠ ${title}` : title);
  }

  #agentInWords(connected) {
    if (this.#about.device.lost) {
      return say("agent.lost");
    }
    if (!connected) {
      return say("agent.unknown");
    }
    if (!this.#agent) {
      return say("agent.waiting");
    }
    return this.#agent === "online" || this.#agent === "offline" ? say(`agent.${this.#agent}`) : say("agent.other", { state: this.#agent });
  }

  #inWords() {
    const { mqtt, device } = this.#about;
    if (!mqtt) {
      return say("notice.no-listener");
    }
    if (this.#broker === "refused") {
      return `${say("notice.refused", { mqtt })}${this.#said(this.#door.page)}`;
    }
    if (this.#broker === "gone") {
      return this.#gone(mqtt);
    }
    if (this.#broker === "connected" && this.#agent === "offline") {
      const offline = this.#agentSince ? say("notice.offline-since", { since: words.time(this.#agentSince) }) : say("notice.offline");
      return `${offline}${this.#said(this.#door.agent)}`;
    }
    if (this.#about.conflicts) {
      return say("notice.conflicts", { conflicts: this.#about.conflicts.join("; ") });
    }
    if (this.#broker === "connected" && !this.#agent && new Date() - this.#brokerSince > PATIENCE) {
      return `${say("notice.no-word", { topic: device.status, mqtt })}${this.#said(this.#door.agent)}`;
    }
    if (this.#problems.length > 0) {
      return say("notice.settings", { problems: this.#problems.join("; ") });
    }
    return "";
  }

  #said(words) {
    return words ? say("notice.says", { words }) : "";
  }

  #gone(mqtt) {
    const since = words.time(this.#brokerSince);
    if (!this.#answers) {
      return say("notice.nobody", { since });
    }
    return this.#ever ? say("notice.gone", { mqtt, since }) : say("notice.never", { mqtt, says: this.#said(this.#door.page) });
  }
}
