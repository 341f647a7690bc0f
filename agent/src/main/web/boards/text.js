// The sentences of the page of all boards.

import { load } from "../language.js";

export const { language, say, has } = await load(new URL("./", import.meta.url));
