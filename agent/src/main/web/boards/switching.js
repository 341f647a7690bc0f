// Commands for outputs and rules of any board, each with what came of it: one that nobody answers is said, and never sent again.

import * as words from "../words.js";
import { object, shown } from "./foreign.js";
import { say } from "./text.js";

const PATIENCE = 5000;
const MOST_ANSWERS = 2000;
const RESULT = "/result";
const NOTHING = { state: "", text: "" };

export class Switching {
  #send;
  #state;
  #changed;
  #answers = new Map();
  #waiting = new Map();

  /** `send(topic, payload)` says whether it could be sent; `state(topic)` is an output's; `changed()`: there is another answer. */
  constructor(send, state, changed) {
    this.#send = send;
    this.#state = state;
    this.#changed = changed;
  }

  /** What came of the last command on a topic, without `/set` behind it: a `state` and a `text`. */
  answer(topic) {
    return this.#answers.get(topic) ?? NOTHING;
  }

  /** The other state than the one that it has. */
  toggle(output) {
    return this.ask(output.topic, "state", this.#state(output.topic) === "ON" ? "OFF" : "ON");
  }

  /** Asks for a value of a key, such as `ON` of `state`; gives, when it is known, whether the board has accepted it. */
  ask(topic, key, wanted) {
    const id = `page-${Math.random().toString(36).slice(2, 12)}`;
    if (!this.#send(`${topic}/set`, JSON.stringify({ [key]: wanted, id }))) {
      this.#tell(topic, "refused", say("answer.unsent"));
      return Promise.resolve(false);
    }
    this.#tell(topic, "waiting", say("answer.sent", { state: wanted }));
    return new Promise((done) => {
      const end = (accepted) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        done(accepted);
      };
      const timer = setTimeout(() => {
        this.#tell(topic, "refused", say("answer.none", { state: wanted, seconds: PATIENCE / 1000 }));
        end(false);
      }, PATIENCE);
      this.#waiting.set(id, { topic, key, end });
    });
  }

  /** Takes a message; says whether it was an answer. */
  heard(topic, text, stored) {
    if (stored || !topic.endsWith(RESULT)) {
      return topic.endsWith(RESULT);
    }
    const result = object(text);
    const asked = this.#waiting.get(result.id);
    if (asked && `${asked.topic}${RESULT}` === topic) {
      const accepted = result.accepted === true;
      const time = words.time(new Date());
      const reason = words.refusal(shown(result.reason, 40), { interlock: [] });
      this.#tell(asked.topic, accepted ? "done" : "refused", accepted ? say("answer.done", { state: shown(result[asked.key], 12), time }) : say("answer.refused", { reason, time }));
      asked.end(accepted);
    }
    return true;
  }

  #tell(topic, state, text) {
    if (this.#answers.size >= MOST_ANSWERS) {
      this.#answers.clear();
    }
    this.#answers.set(topic, { state, text });
    this.#changed();
  }
}
