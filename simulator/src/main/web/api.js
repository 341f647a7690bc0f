// The simulator's API, as simulator/README.md describes it.

import { say } from "./text.js";

const ROOT = "/simulator";
const PATIENCE = 8000;

/** The board as it is now; undefined if the simulation does not answer. */
export async function board() {
  try {
    const answer = await fetch(ROOT, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? await answer.json() : undefined;
  } catch {
    return undefined;
  }
}

/** Does something to the board; gives it as it is afterwards. Throws an error in words. */
export async function change(method, path, body) {
  let answer;
  try {
    answer = await fetch(`${ROOT}/${path}`, { method, body, signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    throw new Error(say("silent"));
  }
  if (!answer.ok) {
    throw new Error((await answer.text()).trim());
  }
  return answer.json();
}

/** A level of a path that somebody else has named. */
export function level(name) {
  return encodeURIComponent(name);
}
