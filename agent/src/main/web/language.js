// The sentences of a page in a language of its reader: one file for each language, `text-nl.json`, and no list of them.

const FALLBACK = "en";
const PAUSE = 2000;
const PLACE = /\{([a-z-]+)\}/g;

const KEY = "meetpost-language";

/** What to look for: what an address of this tab asked for (`?language=nl`), then the browser's languages in their order. */
function wanted() {
  const asked = new URLSearchParams(location.search).get("language") ?? sessionStorage.getItem(KEY);
  if (asked) {
    sessionStorage.setItem(KEY, asked);
  }
  const codes = [asked, ...navigator.languages, FALLBACK].filter(Boolean).map((code) => code.toLowerCase().split("-")[0]);
  return [...new Set(codes)].filter((code) => /^[a-z]{2,3}$/.test(code));
}

async function file(folder, code) {
  const answer = await fetch(new URL(`text-${code}.json`, folder));
  return answer.ok ? answer.json() : undefined;
}

async function found(folder) {
  for (;;) {
    try {
      for (const code of wanted()) {
        const sentences = await file(folder, code);
        if (sentences) {
          return [code, sentences];
        }
      }
    } catch {
      // The agent does not answer: this page came from it, and tries again.
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

/**
 * The language that was found beside `folder`, and `say(key, values)`: the sentence of that key with `{name}` replaced. Where it
 * has several forms (`one`, `other`), the number `n` chooses by the rules of the language (CLDR plural categories).
 */
export async function load(folder) {
  const [language, sentences] = await found(folder);
  const plurals = new Intl.PluralRules(language);
  const say = (key, values = {}) => {
    const sentence = sentences[key] ?? key;
    const text = typeof sentence === "string" ? sentence : (sentence[plurals.select(values.n)] ?? sentence.other);
    return text.replace(PLACE, (place, name) => values[name] ?? place);
  };
  return { language, say, has: (key) => Object.hasOwn(sentences, key) };
}

/** Writes what the page itself says: the text of what has `data-text`, the label of what has `data-label`. */
export function fill({ language, say }) {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-text]").forEach((node) => (node.textContent = say(node.dataset.text)));
  document.querySelectorAll("[data-label]").forEach((node) => node.setAttribute("aria-label", say(node.dataset.label)));
}
