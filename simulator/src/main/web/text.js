// The sentences of the workbench.

import { load } from "/language.js";

export const { language, say, has } = await load(new URL("./", import.meta.url));
