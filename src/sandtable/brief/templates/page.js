const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const make = (tag, props = {}, ...kids) => {
  const el = Object.assign(document.createElement(tag), props);
  el.append(...kids);
  return el;
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const other = data.colours.length - 1;
const colour = (slot) => data.colours[slot < 0 ? other : slot][dark.matches ? 1 : 0];
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const DAY = 86400000, origin = Date.parse(data.first + "T00:00:00Z");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const words = (d) => `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`;
const dayWords = (n) => words(new Date(origin + n * DAY));
const isoWords = (iso) => words(new Date(iso + "T00:00:00Z"));
const spots = new Map(data.spots.map((s) => [s.id, s]));
const party = (id) => data.parties[id] || {name: id, slot: -1, sidc: ""};
const standing = (spot, n) => spot.standings.findLast((s) => s.from <= n && n <= s.to);
const RECENT = 7; // days a movement stays drawn after its last day
const state = {day: data.on, all: false, chosen: null, playing: null};
let map = null;

// --- sentences ---------------------------------------------------------------------------------------------------
function quotes(numbers) {
  const list = make("ol", {className: "quotes"});
  for (const n of numbers) {
    const kept = $("s" + n);
    if (!kept) continue;
    const item = kept.cloneNode(true);
    item.removeAttribute("id");
    list.append(item);
  }
  return list;
}
document.addEventListener("click", (event) => {
  const ref = event.target.closest(".ref");
  if (!ref || ref.closest(".quotes")) return;
  event.preventDefault();
  const line = ref.closest("[data-line]") || ref.parentElement;
  const holder = line.tagName === "TR" ? line.lastElementChild : line;
  const open = ref.getAttribute("aria-expanded") === "true";
  line.querySelectorAll(".ref").forEach((r) => r.removeAttribute("aria-expanded"));
  holder.querySelector(":scope > .quotes")?.remove();
  if (open) return;
  ref.setAttribute("aria-expanded", "true");
  holder.append(quotes([ref.hash.slice(2)]));
});

// --- panel -------------------------------------------------------------------------------------------------------
function holderTag(id) {
  const tag = make("span", {className: "holder"}, make("i", {className: "dot"}), make("bdi", {textContent: party(id).name}));
  tag.style.setProperty("--k1", colour(party(id).slot));
  return tag;
}
function voiceBlock(voices) {
  return voices.map((v) => make("div", {}, make("p", {className: "says"}, "according to ", make("bdi", {textContent: v.source})), quotes(v.cites)));
}
function against(voices) {
  if (!voices.length) return [];
  const line = make("p", {className: "against"}, "against it: ");
  line.dataset.line = "";
  voices.forEach((v, i) => {
    line.append(i ? ", " : "", make("bdi", {textContent: v.source}), " ");
    for (const n of v.cites) line.append(make("a", {className: "ref", href: "#s" + n, textContent: n}));
  });
  return [line];
}
function spotPanel(spot) {
  const now = standing(spot, state.day);
  const parts = [make("h3", {}, make("bdi", {textContent: spot.name}), " ", make("small", {textContent: spot.type + (spot.vague ? ", no exact place" : "")}))];
  parts.push(make("p", {}, dayWords(state.day) + ": ", make("span", {className: "state " + (now ? now.state : "unknown"), textContent: now ? now.state : "unknown"})));
  for (const p of now ? now.positions : []) {
    const line = make("p", {}, holderTag(p.holder), " " + p.status + (p.extent === "full" ? "" : ", " + p.extent));
    if (p.since) line.append(" since " + isoWords(p.since));
    parts.push(make("div", {className: "pos"}, line, ...voiceBlock(p.voices), ...against(p.against)));
  }
  if (!now || !now.positions.length) parts.push(make("p", {className: "none", textContent: "No report says who holds it on this day."}));
  const steps = make("div", {className: "steps"});
  let told = "";
  for (const s of spot.standings) {
    const names = s.positions.map((p) => party(p.holder).name + (p.status === "confirmed" ? "" : `, ${p.status}`)).join(s.state === "contested" ? " or " : " and ") || "unknown";
    const text = names + (s.state === "contested" ? ", contested" : "");
    if (text === told && s !== now) continue; // only the voices grew
    told = text;
    const button = make("button", {type: "button", textContent: `${isoWords(s.day)}: ${text}`});
    if (s === now) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => setDay(s.from));
    steps.append(button);
  }
  if (spot.standings.length > 1) parts.push(make("h4", {textContent: "All its steps"}), steps);
  return parts;
}
function movePanel(move) {
  const span = move.from === move.to ? dayWords(move.from) : `${dayWords(move.from)} to ${dayWords(move.to)}`;
  const line = make("p", {}, ...[move.party, ...move.also].flatMap((id) => [holderTag(id), " "]));
  if (!move.sure) line.append(" ", make("span", {className: "state hedged", textContent: move.factuality}));
  return [make("h3", {}, make("bdi", {textContent: move.label}), " ", make("small", {textContent: "movement"})), line, make("p", {textContent: span}), quotes(move.cites)];
}
function forcePanel(force) {
  return [make("h3", {}, make("bdi", {textContent: party(force.party).name}), " ", make("small", {textContent: "presence"})),
    make("p", {}, "at ", make("bdi", {textContent: force.place}), ", " + dayWords(force.from)), quotes(force.cites)];
}
function show() {
  if (!state.chosen) return;
  const [what, key] = state.chosen;
  const parts = what === "spot" ? spotPanel(spots.get(key)) : what === "move" ? movePanel(data.moves[key]) : forcePanel(data.forces[key]);
  $("panel-body").replaceChildren(...parts);
}
function select(what, key, move) {
  state.chosen = [what, key];
  show();
  $("panel").scrollTop = 0;
  if (map) drawChosen();
  if (move && map && what === "spot") map.easeTo({center: spots.get(key).at, duration: calm.matches ? 0 : 500});
  if (innerWidth <= 820) $("panel").scrollIntoView({block: move ? "end" : "nearest"});
}
document.addEventListener("click", (event) => {
  const place = event.target.closest("button.place"), day = event.target.closest("button.day");
  if (day) setDay(Math.round((Date.parse(day.dataset.day + "T00:00:00Z") - origin) / DAY));
  if (place) select("spot", place.dataset.spot, true);
  if (day || place) $("map-part").scrollIntoView({block: "start"});
});

// --- days --------------------------------------------------------------------------------------------------------
function setDay(n) {
  state.day = Math.min(Math.max(n, 0), data.days);
  $("day").value = state.day;
  $("day").setAttribute("aria-valuetext", dayWords(state.day));
  $("date").textContent = dayWords(state.day);
  if (map) drawDay();
  drawViews(state.day);
  if (state.chosen && state.chosen[0] === "spot") show();
}
// The maps side by side: each mark takes the look of its standing on the day.
function drawViews(n) {
  document.querySelectorAll(".view-day").forEach((el) => { el.textContent = dayWords(n); });
  document.querySelectorAll("[data-view]").forEach((el) => {
    const now = data.views[el.dataset.view].spots[el.dataset.at].findLast((s) => s.from <= n && n <= s.to);
    const look = now ? now.look : {style: "none", slots: [-1]}, line = el.tagName === "path";
    const paint = (slot) => `var(--c${slot < 0 ? other : slot})`;
    el.setAttribute("class", (line ? "seg " : "mark ") + look.style);
    el.style.stroke = paint(look.slots[0]);
    el.style.fill = line ? "" : look.style === "hatch" ? `url(#h${look.slots.join("_")})` : look.style === "solid" || look.style === "faded" ? paint(look.slots[0]) : "";
  });
}
function play(on) {
  clearInterval(state.playing);
  state.playing = null;
  $("play").setAttribute("aria-pressed", String(on));
  $("panel").setAttribute("aria-live", on ? "off" : "polite");
  $("play").textContent = on ? "❚❚ Pause" : "▶ Play";
  if (!on) return;
  if (state.day >= data.days) setDay(0);
  state.playing = setInterval(() => {
    if (state.day >= data.days) return play(false);
    setDay(calm.matches ? nextChange() : state.day + 1);
  }, calm.matches ? 1200 : Math.min(Math.max(24000 / (data.days || 1), 50), 500));
}
const nextChange = () => data.changes.find((n) => n > state.day) ?? data.days;
const lastChange = () => data.changes.findLast((n) => n < state.day) ?? 0;
function clock() {
  $("day").max = data.days;
  for (const n of data.changes) {
    const tick = make("i");
    tick.style.left = (data.days ? (100 * n) / data.days : 0) + "%";
    $("ticks").append(tick);
  }
  $("day").addEventListener("input", () => { play(false); setDay(Number($("day").value)); });
  $("play").addEventListener("click", () => play(!state.playing));
  $("prev").addEventListener("click", () => { play(false); setDay(lastChange()); });
  $("next").addEventListener("click", () => { play(false); setDay(nextChange()); });
  $("all").addEventListener("change", () => { state.all = $("all").checked; drawDay(); });
}
