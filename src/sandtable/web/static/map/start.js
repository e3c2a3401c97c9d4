// The map page: the view in the address, the data of its days, one map or two. Invariant: everything shown follows from the view,
// so that the address alone brings it back.

import {ask, say, shortcuts} from "/static/desk.js";
import {Board, webgl} from "./board.js";
import {iso, number, Sheets, today, words} from "./days.js";
import {picture, save} from "./exports.js";
import {onDay, told} from "./features.js";
import {Filters} from "./filters.js";
import {legend} from "./legend.js";
import {about, differences, listed, make, shown, wayParts} from "./panel.js";
import {Clock} from "./time.js";
import {Address, heed} from "./view.js";

const $ = (id) => document.getElementById(id);
const dark = matchMedia("(prefers-color-scheme: dark)");
const address = new Address((view) => { filters.show(view); refresh({all: true}); });
const view = () => address.view;
const sides = {a: {board: null, sheets: null}, b: {board: null, sheets: null}};
let way = null, turn = 0, listing = false;

const filters = new Filters((changes) => { address.change(changes, true); filters.show(view()); refresh({all: true}); });
const clock = new Clock((day, playing) => { address.change({on: iso(day)}); return draw({playing}); });

const used = () => (view().side ? ["a", "b"] : ["a"]);
/** The day of a map: the second may have its own. */
const dayOf = (name) => (name === "b" && view().side === "day" && /^\d{4}-\d\d-\d\d$/.test(view().b) ? number(view().b) : clock.day);

function sheets(name) {
  const question = String(heed(view(), name === "b"));
  if (sides[name].sheets?.question !== question) {
    if (sides[name].sheets) sides[name].sheets.closed = true;
    sides[name].sheets = new Sheets(question, () => draw());
  }
  return sides[name].sheets;
}

function note(text) { $("note").textContent = text; $("note").hidden = !text; }

/** Draw the day of the view, on each map in use. What is at hand is drawn at once; the rest is asked for. */
async function draw({playing = false} = {}) {
  const mine = ++turn, began = performance.now();
  let waited = false;
  for (const name of used()) {
    const side = sides[name], day = dayOf(name), at = sheets(name).at(day);
    side.at = at;
    if (!at) {
      waited = true;
      note("Asking for this day …");
      try { side.at = await sheets(name).fetch(day); } catch (refused) { if (mine === turn) { note(refused.message); clock.stop(); } return; }
      if (mine !== turn) return;
    }
    paint(side);
  }
  note(used().some((name) => sides[name].at.sheet.behind) ? "As it was before the latest decisions and reports; the map of now is being worked out …" : "");
  if (!waited) timed(began, mine);
  document.documentElement.dataset.day = iso(clock.day);
  for (const name of used()) sheets(name).about(dayOf(name), playing ? 1 : clock.day >= clock.last - 30 ? -1 : 1).catch(() => {});
  if (!playing) panels();
}

/** How long a step took, for the tools of a browser and `python -m bench slider`: until the maps have their data, until they show it. */
function timed(began, mine) {
  for (const name of ["step", "step drawn"]) performance.clearMeasures(name);
  performance.measure("step", {start: began});
  Promise.all(used().map((name) => sides[name].board?.drawn())).then(() => { if (mine === turn) performance.measure("step drawn", {start: began}); });
}

function paint(side) {
  side.day = onDay(side.at.sheet, side.at.n, {hide: view().hide, wanted: view().actor});
  side.board?.draw(side.day, side.at.sheet, view().chosen, !view().hide.includes("names"));
}

const titles = () => (view().side === "source" ? [view().only[0] || "everybody", view().b || "everybody"] : [words(clock.day), words(dayOf("b"))]);

/** What stands beside the maps: the chosen thing, the differences, the list, the legend. */
async function panels() {
  const {a, b} = sides, mine = turn;
  if (!a.day) return;
  if (!$("legend").hidden) $("legend-body").replaceChildren(...legend(a.at.sheet, a.day));
  $("title-a").hidden = !view().side;
  $("title-a").textContent = view().side ? shown(titles()[0]) : "";
  const question = heed(view()), link = `on=${iso(clock.day)}${String(question) ? `&${question}` : ""}`;
  $("export-geojson").href = `/api/v1/export/geojson?${link}`;
  $("export-brief").href = `/api/v1/brief?${link}${view().side === "source" && view().only[0] && view().b ? `&beside=${encodeURIComponent(view().only[0])}&beside=${encodeURIComponent(view().b)}` : ""}`;
  let parts = null;
  if (view().chosen === "way:") parts = way ? wayParts(way) : null;
  else if (view().chosen) {
    try { parts = await about(view().chosen, a.at, iso(clock.day), String(question)); } catch (refused) { parts = [make("p", {className: "trouble", textContent: refused.message})]; }
    if (mine !== turn) return;
  } else if (listing) parts = listed(a.day, a.at.sheet, a.at.n, choose);
  else if (view().side && b.at) parts = differences(a.at, b.at, titles(), choose);
  $("panel").hidden = !parts;
  $("show-list").setAttribute("aria-expanded", String(listing));
  if (parts) $("panel-body").replaceChildren(...parts);
  for (const name of used()) sides[name].board?.resize();
}

function choose(key, from = null) {
  const fly = !from;
  address.change({chosen: key}, true);
  for (const name of used()) sides[name].board?.mark(key);
  const at = sides.a.at?.sheet.byId.get(key.slice(6));
  if (fly && at) sides.a.board?.fly(at.at, 7.2);
  turn += 1;
  panels().then(() => { if (fly) $("panel").focus({preventScroll: true}); $("panel").scrollTop = 0; });
}

function unchoose() { listing = false; address.change({chosen: ""}, true); for (const name of used()) sides[name].board?.mark(""); turn += 1; panels(); }

function tip(key, point, board) {
  const box = $("tip");
  box.hidden = !key;
  if (!key) return;
  const side = board === sides.b.board ? sides.b : sides.a;
  box.textContent = key.startsWith("cluster:") ? `${key.slice(8)} places: press to look closer` : key.startsWith("leg:") ? shown(`${way.legs[key.slice(4)].name}: ${way.legs[key.slice(4)].status}`) : shown(told(side.at.sheet, side.at.n, key));
  const within = board.map.getContainer().getBoundingClientRect(), all = $("maps").getBoundingClientRect();
  box.style.transform = `translate(${Math.min(within.left - all.left + point.x + 14, all.width - 210)}px, ${within.top - all.top + point.y + 14}px)`;
}

function open(name, camera, box) {
  const other = name === "a" ? "b" : "a";
  const board = new Board(`map-${name}`, {camera, box}, {
    choose: (key) => choose(key, board), tip,
    moved: (camera_) => address.change({camera: camera_}),
    turned: (camera_) => { if (view().side) sides[other].board?.follow(camera_); },
  });
  sides[name].board = board;
  return board.ready;
}

/** Have the view's maps on the page, and what it shows on them. */
async function refresh({all = false} = {}) {
  const two = Boolean(view().side);
  $("side").value = view().side;
  $("board").dataset.side = view().side;
  $("box-b").hidden = !two;
  $("label-b").firstChild.textContent = view().side === "day" ? "Second day " : "Second source ";
  $("value-b").type = view().side === "day" ? "date" : "text";
  $("value-b").value = view().b;
  sides.a.board?.resize();
  if (two && !sides.b.board) await open("b", sides.a.board.camera());
  if (!two && sides.b.board) { sides.b.board.close(); sides.b.board = null; }
  if (all && view().camera) for (const name of used()) sides[name].board?.follow(view().camera);
  await drawWay();
  if (view().on) clock.day = Math.min(Math.max(number(view().on), clock.first), clock.last);
  await clock.set(clock.day);
}

async function drawWay() {
  const {from, to, by} = view(), wanted = from && to && by;
  $("way-says").textContent = "";
  try { way = wanted ? await ask(`/api/v1/map/way?${new URLSearchParams([["from", from], ["to", to], ["by", by], ["on", view().on || iso(clock.day)], ...heed(view())])}`) : null; } catch (refused) { way = null; $("way-says").textContent = refused.message; }
  if (way) $("way-says").textContent = shown(`${way.name}: ${way.status}, on ${words(clock.day)}`);
  for (const name of used()) sides[name].board?.way(way ? way.legs : []);
}

function toggle(button, panel) {
  const show = panel.hidden;
  panel.hidden = !show;
  button.setAttribute("aria-expanded", String(show));
  if (show && panel === $("legend")) panels();
  if (show) panel.querySelector("input, button")?.focus();
  sides.a.board?.resize();
}

async function exportPicture() {
  $("export").open = false;
  const maps = [];
  for (const [i, name] of used().entries()) maps.push({canvas: await sides[name].board.still(), title: view().side ? titles()[i] : ""});
  const parties = [...new Set(sides.a.day.held.flatMap(([, now]) => now.holders.map((h) => h.id)))].map((id) => sides.a.at.sheet.parties[id]);
  const key = [...parties.slice(0, 14).map((p) => [`sym/${p.sidc}/${p.slot}`, p.name]), ["spot/town/solid/-1/0/0", "held, confirmed"], ["spot/town/hollow/-1/0/0", "only claimed"], ["spot/town/hatch/0_1/0/0", "contested"], ["spot/town/faded/-1/0/0", "stale"], ["burst/1/-1", "assault"], ["ring/-1", "siege"]];
  const whose = [view().only.length ? `as ${view().only.join(" and ")} tells it` : "", view().without.length ? `without ${view().without.join(" and ")}` : "", view().judged === "all" ? "" : `claims ${view().judged}`].filter(Boolean).join(", ");
  save(await picture(maps, key, `${words(clock.day)}${whose ? `, ${whose}` : ""}`), `sandtable-map-${iso(clock.day)}.png`);
}

async function fly(typed) {
  if (!typed.trim()) return;
  try {
    const {places} = await ask(`/api/v1/suggest?limit=1&q=${encodeURIComponent(typed.trim())}`);
    if (!places.length) { say(`No place is known by the name ${shown(typed)}.`, {trouble: true}); return; }
    const {place} = await ask(`/api/v1/holds?place=${encodeURIComponent(places[0].id)}&on=${iso(clock.day)}`);
    sides.a.board.fly([place.lon, place.lat], 8.5);
    choose(`place:${place.id}`, sides.a.board);
  } catch (refused) { say(refused.message, {trouble: true}); }
}

let typing = 0;
function offer() {
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const typed = $("fly").value.trim();
    if (typed.length < 2) return;
    const {places} = await ask(`/api/v1/suggest?limit=8&q=${encodeURIComponent(typed)}`).catch(() => ({places: []}));
    $("fly-offers").replaceChildren(...places.map((p) => make("option", {value: shown(p.name)})));
  }, 200);
}

function controls() {
  $("show-filters").addEventListener("click", () => toggle($("show-filters"), $("filters")));
  $("show-legend").addEventListener("click", () => toggle($("show-legend"), $("legend")));
  $("show-list").addEventListener("click", () => { if (listing && !view().chosen) { unchoose(); return; } address.change({chosen: ""}); listing = true; turn += 1; panels().then(() => $("panel").focus()); });
  for (const close of document.querySelectorAll("[data-close]")) close.addEventListener("click", () => { const by = $(close.dataset.close); if (by.id === "show-list") unchoose(); else by.click(); by.focus(); });
  $("find-place").addEventListener("submit", (event) => { event.preventDefault(); fly($("fly").value); });
  $("fly").addEventListener("input", offer);
  $("side").addEventListener("change", () => split($("side").value));
  $("value-b").addEventListener("change", () => { address.change({b: $("value-b").value.trim()}, true); refresh(); });
  $("export-png").addEventListener("click", exportPicture);
  $("copy-link").addEventListener("click", async () => { address.write("replaceState"); $("export").open = false; try { await navigator.clipboard.writeText(location.href); say("The link is copied."); } catch { say(location.href, {seconds: 20}); } });
  dark.addEventListener("change", async () => { for (const name of used()) { const camera = sides[name].board.camera(); sides[name].board.close(); await open(name, camera); } draw(); });
  shortcuts({
    ArrowLeft: ["the day before; with Shift the last change", (event) => (event.shiftKey ? clock.turn(-1) : clock.move(-1))],
    ArrowRight: ["the next day; with Shift the next change", (event) => (event.shiftKey ? clock.turn(1) : clock.move(1))],
    " ": ["play or pause", () => clock.toggle()],
    f: ["filters", () => $("show-filters").click()], l: ["legend", () => $("show-legend").click()],
    i: ["list of what is on the map", () => $("show-list").click()], s: ["side by side: off, two days, two sources", () => split({"": "day", day: "source", source: ""}[view().side])],
    "/": ["go to a place", () => $("fly").focus()], "+": ["closer", () => sides.a.board?.step(1)], "-": ["wider", () => sides.a.board?.step(-1)],
    h: ["move the map left", () => sides.a.board?.pan(-120, 0)], j: ["down", () => sides.a.board?.pan(0, 120)], k: ["up", () => sides.a.board?.pan(0, -120)], ";": ["right", () => sides.a.board?.pan(120, 0)],
    Escape: ["close what is open", () => { if (!$("legend").hidden) $("show-legend").click(); else if (!$("panel").hidden) unchoose(); else if (!$("filters").hidden) $("show-filters").click(); }],
  });
}

function split(how) {
  const b = how === "day" ? iso(Math.max(clock.first, clock.day - 30)) : "";
  address.change({side: how, b, chosen: ""}, true);
  refresh();
}

async function start() {
  controls();
  // The slider has all days, whoever is heard.
  note("Asking for the days of the ledger …");
  const days = await ask("/api/v1/map/days");
  filters.offer(days);
  filters.show(view());
  clock.span(days);
  clock.day = view().on ? number(view().on) : Math.min(clock.last, today());
  note(days.first ? "Asking for this day …" : "No claim tells of a place yet: add reports, then come back.");
  const first = days.first ? await sheets("a").fetch(Math.min(Math.max(clock.day, clock.first), clock.last)) : null;
  if (webgl()) await open("a", view().camera, first?.sheet.box);
  else { note("This browser has no WebGL, which the map needs: the list says the same in words."); listing = true; }
  if (days.first) await refresh();
  document.documentElement.dataset.map = "ready";
}
start().catch((refused) => { note(refused.message); });
