// The pages of places, actors, sources, disputes and corridors. Invariant: a page works without this; here are only short cuts:
// a form that follows its fields, names offered while they are typed, and symbols drawn in the chart.

import {ask, shortcuts} from "/static/desk.js";

for (const form of document.querySelectorAll("form[data-follow]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=date]") && event.target.checkValidity()) form.requestSubmit();
  });
}

const SORTS = {"places-list": "places", "actors-list": "actors", "sources-list": "sources"};
let asked = 0;
document.addEventListener("input", (event) => {
  const sort = SORTS[event.target.getAttribute?.("list")];
  if (!sort) return;
  clearTimeout(asked);
  asked = setTimeout(() => offer(event.target, sort), 200);
});

/** Fill a field's list with names that begin so. A list with commas is completed at its last name. */
async function offer(field, sort) {
  const parts = field.value.split(","), typed = parts.pop().trim();
  if (typed.length < 2) return;
  const found = await ask(`/api/v1/suggest?limit=8&q=${encodeURIComponent(typed)}`).catch(() => null);
  if (!found) return;
  const before = parts.length ? `${parts.map((part) => part.trim()).join(", ")}, ` : "";
  field.list.replaceChildren(...found[sort].map(({name}) => {
    const option = document.createElement("option");
    option.value = before + name;
    return option;
  }));
}

function bright(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => (parseInt(hex.slice(i, i + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2;
}

function symbols() {
  if (!window.ms) return;
  const fill = getComputedStyle(document.documentElement).getPropertyValue("--line").trim() || "#d9d6cd";
  const ink = bright(fill) ? "#111111" : "#eeeeee";
  const inks = Object.fromEntries(["Civilian", "Friend", "Hostile", "Neutral", "Unknown", "Suspect"].map((k) => [k, ink]));
  for (const image of document.querySelectorAll("image[data-sidc]")) {
    if (!image.dataset.sidc) continue;
    const symbol = new window.ms.Symbol(image.dataset.sidc, {size: 30, fillColor: fill, iconColor: inks, frameColor: inks, civilianColor: false});
    image.setAttribute("href", `data:image/svg+xml;utf8,${encodeURIComponent(symbol.asSVG())}`);
    image.previousElementSibling?.classList.add("drawn");
  }
}
symbols();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", symbols);

const follow = (name) => document.querySelector(`[data-key-${name}]`)?.click();
if (document.querySelector("[data-key-before]")) shortcuts({"[": ["the day before", () => follow("before")], "]": ["the day after", () => follow("after")]});
