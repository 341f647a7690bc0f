// Asks for user and password when the broker does. They live as long as this tab, in no other place.

import { show } from "./dom.js";
import { say } from "./text.js";

const KEY = "meetpost-login";
const dialog = document.getElementById("login");
const user = document.getElementById("login-user");
const password = document.getElementById("login-password");

/** What was typed before in this tab, if anything. */
export function remembered() {
  const text = sessionStorage.getItem(KEY);
  return text ? JSON.parse(text) : undefined;
}

/** Asks; `tried` was refused, `door` is what the agent says of that. Calls `then` with what was typed. */
export function ask(tried, door, then) {
  sessionStorage.removeItem(KEY);
  document.getElementById("login-why").textContent = tried
    ? say("login.refused", { user: tried.user })
    : say("login.needed");
  const lines = door.lines ?? [];
  document.getElementById("login-nobody").hidden = lines.length === 0;
  show(document.getElementById("login-agent"), lines.length > 0 ? door.page : "");
  show(document.getElementById("login-lines"), lines.join("\n"));
  user.value = tried?.user ?? user.value;
  password.value = "";
  document.getElementById("login-form").onsubmit = (event) => {
    event.preventDefault();
    const typed = { user: user.value, password: password.value };
    sessionStorage.setItem(KEY, JSON.stringify(typed));
    dialog.close();
    then(typed);
  };
  if (!dialog.open) {
    dialog.showModal();
  }
  (user.value ? password : user).focus();
}
