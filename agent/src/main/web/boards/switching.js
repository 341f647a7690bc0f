// Commands for outputs of any board, each with what came of it: one that nobody answers is said, and never sent again.

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

  /** What came of the last command for an output: a `state` and a `text`. */
  answer(topic) {
    return this.#answers.get(topic) ?? NOTHING;
  }

  /** The other state than the one that it has. */
  toggle(board, output) {
    return this.command(output, this.#state(output.topic) === "ON" ? "OFF" : "ON");
  }

  /** Asks for a state; gives, when it is known, whether the board has accepted it. */
  command(output, wanted) {
    const id = `page-${Math.random().toString(36).slice(2, 12)}`;
    if (!this.#send(`${output.topic}/set`, JSON.stringify({ state: wanted, id }))) {
      this.#tell(output.topic, "refused", say("answer.unsent"));
      return Promise.resolve(false);
    }
    this.#tell(output.topic, "waiting", say("answer.sent", { state: wanted }));
    return new Promise((done) => {
      const end = (accepted) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        done(accepted);
      };
      const timer = setTimeout(() => {
        this.#tell(output.topic, "refused", say("answer.none", { state: wanted, seconds: PATIENCE / 1000 }));
        end(false);
      }, PATIENCE);
      this.#waiting.set(id, { topic: output.topic, end });
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
      this.#tell(asked.topic, accepted ? "done" : "refused", accepted ? say("answer.done", { state: shown(result.state, 12), time }) : say("answer.refused", { reason, time }));
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
