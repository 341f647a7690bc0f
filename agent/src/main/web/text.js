// The sentences of the dashboard and of the history.

import { load } from "./language.js";

export const { language, say, has } = await load(new URL("./", import.meta.url));
