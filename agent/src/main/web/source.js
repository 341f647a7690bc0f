// What the agent itself serves: what there is on the board, and its last hour.

import { say } from "./text.js";

const PATIENCE = 5000;
/** The agent waits for the broker. */
const LONG_PATIENCE = 40_000;

async function json(path, options = {}) {
  const answer = await fetch(path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...options });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer.json();
}

/** What there is; undefined where the agent does not answer. */
export async function description() {
  try {
    return await json("dashboard.json");
  } catch {
    return undefined;
  }
}

/** The last hour; an empty one where the agent does not answer. */
export async function history() {
  try {
    return await json("history.json");
  } catch {
    return { speed: 1, sensors: {} };
  }
}

/** What the board has kept, of `sensor`, `output` or `input`, from `since` to `until`; an `error` where it has nothing to say. */
export async function past(query) {
  try {
    const answer = await fetch(`history?${new URLSearchParams(query)}`, { cache: "no-store", signal: AbortSignal.timeout(LONG_PATIENCE) });
    if (answer.ok) {
      return await answer.json();
    }
    return { error: answer.status === 404 ? say("history.off") : say("history.says", { words: await answer.text() }) };
  } catch {
    return { error: say("history.silent") };
  }
}

/** Where the same is as CSV, in steps of so many seconds. */
export function csv(query, step) {
  return `history?${new URLSearchParams({ ...query, step: `${step}s`, format: "csv" })}`;
}

/** Why the broker does not let in this page (`page`, with `lines` to type) or the agent (`agent`), in the agent's words. */
export async function door() {
  try {
    return await json("broker.json", { signal: AbortSignal.timeout(LONG_PATIENCE) });
  } catch {
    return {};
  }
}

/** For whom our own broker keeps most; an `error` where that is not known. */
export async function sessions() {
  try {
    return await json("sessions");
  } catch {
    return { error: say("sessions.silent") };
  }
}

/** Ends a client's session; gives an `error` where it did not. */
export async function drop(id) {
  try {
    return await json("sessions/drop", { method: "POST", body: JSON.stringify({ id }) });
  } catch {
    return { error: say("sessions.silent") };
  }
}

/** Has the agent read its settings again; gives what is wrong with them, in sentences. */
export async function reload() {
  try {
    return (await json("reload", { method: "POST" })).problems;
  } catch {
    return [say("sessions.silent")];
  }
}
