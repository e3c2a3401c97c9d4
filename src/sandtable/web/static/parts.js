// Small parts of the review's pages. Invariant: what is not ours enters as text.

const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Foreign text with its hidden controls written out. */
export const visible = (text) => String(text).replace(HIDDEN, (c) => `‹U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);

/** An element with properties, attributes (those with a dash), and children; texts are set as text. */
export function el(tag, props = {}, ...inner) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.includes("-") || key === "role" || key === "list" || key === "for") node.setAttribute(key, value === true ? "true" : value);
    else node[key] = value;
  }
  node.append(...inner.filter((one) => one !== null && one !== undefined && one !== false));
  return node;
}

/** Foreign text, isolated from the direction of the page. */
export const bdi = (text) => el("bdi", {textContent: visible(text)});

/** A day for people: "9 Nov 2017". */
export function day(text) {
  if (!text) return "";
  return new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "short", year: "numeric", timeZone: "UTC"}).format(new Date(text));
}

/** A moment for people, to the minute (UTC). */
export const moment = (text) => `${day(text)}, ${new Date(text).toISOString().slice(11, 16)}`;

/** A button that does something. */
export function button(words, act, props = {}) {
  const made = el("button", {type: "button", textContent: words, ...props});
  made.addEventListener("click", act);
  return made;
}

/** A select of words. */
export const choice = (values, value, props = {}) => el("select", props, ...values.map((one) => el("option", {value: one, textContent: one || "–", selected: one === (value || "")})));

/** Whom and what fills a role, in short. */
export const filler = (role) => role.entity?.name || role.text || role.name;

/** A claim in one line: its kind and who and where. */
export const line = (kind, roles) => `${kind}: ${roles.map(filler).join(", ") || "–"}`;
