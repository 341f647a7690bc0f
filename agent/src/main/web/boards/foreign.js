// What anybody may have published: text only, without what turns it around or hides in it, and never long.

const LONGEST_NAME = 80;
const LONGEST_TOPIC = 300;

/** Controls, marks of direction, what is invisible, what is no character. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** A text as it can be shown; empty where it is none. */
export function shown(text, longest = LONGEST_NAME) {
  if (typeof text !== "string" && typeof text !== "number") {
    return "";
  }
  const all = String(text);
  const cut = all.length > longest ? `${all.slice(0, longest)}…` : all;
  return cut.replace(UNSEEN, "\uFFFD");
}

/** A JSON object; an empty one where it is none. */
export function object(text) {
  try {
    const json = JSON.parse(text);
    return json !== null && typeof json === "object" && !Array.isArray(json) ? json : {};
  } catch {
    return {};
  }
}

/** The first so many objects of what should be a list. */
export function objects(list, most) {
  return (Array.isArray(list) ? list : []).slice(0, most).filter((each) => each !== null && typeof each === "object");
}

/** The first so many texts of what should be a list, each as it can be shown. */
export function texts(list, most, longest) {
  return (Array.isArray(list) ? list : []).slice(0, most).filter((each) => typeof each === "string").map((each) => shown(each, longest));
}

/** Whether something can be subscribed to and published at as a topic, and means no other one. */
export function isTopic(topic) {
  return typeof topic === "string" && topic.length > 0 && topic.length <= LONGEST_TOPIC && !/[+#\0]/.test(topic) && !topic.startsWith("$");
}

/** Whether it is one level of a topic. */
export function isLevel(level) {
  return isTopic(level) && !level.includes("/");
}
