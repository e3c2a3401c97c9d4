// What every page of the desk shares. Invariant: what comes from the server is put on a page as text, never as markup; and a
// key typed into a field stays there.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content || "";
const NAME = "sandtable.who";

/** The problem that the server told of. `status` 0: it could not be reached; `problem`: its JSON. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || "the server does not answer: see that it is running, then try again");
    this.status = status;
    this.problem = problem;
  }
}

/** Ask for JSON, or send some, or a file as it is: what came back. Throws Refused. */
export async function send(path, body, method = "POST") {
  const headers = {Accept: "application/json"};
  if (meta("csrf")) headers["Sandtable-CSRF"] = meta("csrf");
  const asIs = body === undefined || body instanceof Blob;
  if (body !== undefined) headers["Content-Type"] = asIs ? "application/octet-stream" : "application/json";
  let answer;
  try {
    answer = await fetch(path, {method, headers, credentials: "same-origin", body: asIs ? body : JSON.stringify(body)});
  } catch {
    throw new Refused(0, {});
  }
  if (answer.status === 401) location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  const text = await answer.text();
  let told = {};
  try { told = text ? JSON.parse(text) : {}; } catch { told = {detail: `the server answered with ${answer.status}, and not as agreed: load the page anew`}; }
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/** Ask for JSON at an address. Throws Refused. */
export const ask = (path) => send(path, undefined, "GET");

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Foreign text with each control that hides or reorders written out, as pages have it from the server. */
export const visible = (text) => String(text).normalize("NFC").replace(HIDDEN, (c) => `‹U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);

let gone = 0;
/** Tell of something: read out, and shown for a while. `action`: [words, function] of a button. */
export function say(text, {trouble = false, action = null, seconds = trouble ? 12 : 5} = {}) {
  const line = document.createElement("p");
  line.textContent = text;
  if (trouble) line.className = "trouble";
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action[0];
    button.addEventListener("click", () => { line.remove(); action[1](); });
    line.append(button);
  }
  const said = document.getElementById("said");
  said.replaceChildren(line);
  clearTimeout(gone);
  gone = setTimeout(() => line.remove(), seconds * 1000);
}

/** Under whose name decisions are made: the account's, else the one that is asked for once and kept in this browser; null
    where none was given. */
export async function who() {
  const account = meta("account");
  if (account) return account;
  const kept = localStorage.getItem(NAME);
  if (kept) return kept;
  const given = (await question("Under which name shall your decisions stand?", {label: "Your name", most: 200})) || "";
  if (given.trim()) localStorage.setItem(NAME, given.trim());
  return given.trim() || null;
}

/** Ask for a line of text in a dialog: the text, or null where it was closed. `offers`: texts to choose from. */
export function question(words, {label = "Answer", value = "", offers = [], most = 4000, needed = true} = {}) {
  const make = (tag, props = {}, ...inner) => { const el = Object.assign(document.createElement(tag), props); el.append(...inner); return el; };
  const input = make("input", {value, maxLength: most, required: needed, autocomplete: "off"});
  const list = make("datalist", {id: "question-offers"}, ...offers.map((text) => make("option", {value: text})));
  if (offers.length) input.setAttribute("list", list.id);
  const cancel = make("button", {type: "button", textContent: "Cancel"});
  const form = make("form", {method: "dialog"}, make("label", {}, `${label} `, input), list, make("p", {}, make("button", {className: "main", textContent: "OK"}), " ", cancel));
  const dialog = make("dialog", {}, make("h2", {textContent: words}), form);
  document.body.append(dialog);
  return new Promise((done) => {
    let given = null;
    form.addEventListener("submit", () => { given = input.value; });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); done(given); });
    dialog.showModal();
    input.focus();
  });
}

const keys = new Map();
/** Have keys do something: {key: [words, function]}. The words stand in the help of `?`. */
export function shortcuts(given) {
  for (const [key, entry] of Object.entries(given)) keys.set(key, entry);
}

const FIELD = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]";
const WORDS = {ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", " ": "space", Escape: "Esc"};
function help() {
  const list = document.getElementById("help-keys");
  list.replaceChildren(...[...keys].flatMap(([key, [words]]) => {
    const name = document.createElement("dt"), told = document.createElement("dd"), cap = document.createElement("kbd");
    cap.textContent = WORDS[key] || key;
    name.append(cap);
    told.textContent = words;
    return [name, told];
  }));
  document.getElementById("help").showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  const typing = event.target.matches?.(FIELD);
  if (typing && event.key === "Escape") { event.target.blur(); return; }
  if (typing) return;
  if (event.key === " " && event.target.matches?.("button, a, summary, input")) return;
  const entry = keys.get(event.key);
  if (!entry) return;
  event.preventDefault();
  entry[1](event);
});
shortcuts({
  "/": ["search", () => document.querySelector('[data-key="/"]')?.focus()],
  "?": ["show the keys", help],
});
document.getElementById("keys").addEventListener("click", help);
document.getElementById("sign-out")?.addEventListener("click", async () => {
  try {
    await send("/api/v1/session", {}, "DELETE");
    location.assign("/sign-in");
  } catch (refused) {
    say(refused.message, {trouble: true});
  }
});
document.addEventListener("htmx:configRequest", (event) => {
  if (meta("csrf")) event.detail.headers["Sandtable-CSRF"] = meta("csrf");
});
document.addEventListener("htmx:responseError", (event) => say(`The server answered with ${event.detail.xhr.status}: load the page anew.`, {trouble: true}));
document.addEventListener("htmx:sendError", () => say("The server does not answer: see that it is running, then try again.", {trouble: true}));
