"use strict";
(() => {
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
  for (const s of spot.standings) {
    const names = s.positions.map((p) => party(p.holder).name).join(" or ") || "unknown";
    const stale = s.positions.length && s.positions.every((p) => p.status === "stale");
    const button = make("button", {type: "button", textContent: `${isoWords(s.day)}: ${names}${s.state === "contested" ? ", contested" : stale ? ", stale" : ""}`});
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
  if (state.chosen && state.chosen[0] === "spot") show();
}
function play(on) {
  clearInterval(state.playing);
  state.playing = null;
  $("play").setAttribute("aria-pressed", String(on));
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

// --- pictures on canvas ------------------------------------------------------------------------------------------
const RATIO = 2;
function canvas(w, h, draw) {
  const c = make("canvas", {width: w * RATIO, height: h * RATIO});
  const g = c.getContext("2d", {willReadFrequently: true});
  g.scale(RATIO, RATIO);
  draw(g);
  return g.getImageData(0, 0, c.width, c.height);
}
function outline(g, shape, r) {
  g.beginPath();
  if (shape === "crossing") { g.moveTo(0, -r * 1.25); g.lineTo(r * 1.25, 0); g.lineTo(0, r * 1.25); g.lineTo(-r * 1.25, 0); g.closePath(); }
  else if (shape === "site") g.rect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8);
  else g.arc(0, 0, r, 0, 7);
}
function marker(look, shape, vague) {
  const r = vague ? 10 : 6.5, size = 30, paint = look.slots.map(colour);
  return canvas(size, size, (g) => {
    g.translate(size / 2, size / 2);
    outline(g, shape, r + 1.8);
    g.fillStyle = css("--halo"); g.fill();
    g.globalAlpha = look.style === "faded" ? 0.45 : 1;
    outline(g, shape, r);
    g.save(); g.clip();
    g.fillStyle = look.style === "solid" || look.style === "faded" ? paint[0] : css("--land");
    if (look.partial) { g.fillStyle = css("--land"); g.fill(); g.fillStyle = paint[0]; g.fillRect(-r * 2, -r * 2, r * 2, r * 4); }
    else g.fill();
    if (look.style === "hatch") {
      g.rotate(Math.PI / 4);
      for (let i = -8; i < 8; i++) { g.fillStyle = paint[((i % paint.length) + paint.length) % paint.length]; g.fillRect(i * 3.2, -20, 3.2, 40); }
    }
    g.restore();
    outline(g, shape, r);
    if (vague || look.style === "none") g.setLineDash([3, 2.2]);
    g.lineWidth = look.style === "hatch" ? 1 : 2.4;
    g.strokeStyle = look.style === "hatch" ? css("--fg") : paint[0];
    g.stroke();
  });
}
function head(slot) {
  return canvas(20, 20, (g) => {
    g.translate(10, 10);
    g.beginPath(); g.moveTo(0, -8); g.lineTo(7, 7); g.lineTo(0, 3); g.lineTo(-7, 7); g.closePath();
    g.fillStyle = colour(slot); g.strokeStyle = css("--halo"); g.lineWidth = 1.4; g.stroke(); g.fill();
  });
}
function bright(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => (parseInt(hex.slice(i, i + 2), 16) / 255) ** 2.2);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2;
}
function symbol(sidc, slot, size) {
  const fill = colour(slot), ink = bright(fill) ? "#111" : "#fff";
  const inks = Object.fromEntries(["Civilian", "Friend", "Hostile", "Neutral", "Unknown", "Suspect"].map((k) => [k, ink]));
  return new ms.Symbol(sidc, {size, fillColor: fill, iconColor: inks, frameColor: inks, civilianColor: false, outlineColor: css("--halo"), outlineWidth: 3});
}
function symbolImage(sidc, slot) {
  const c = symbol(sidc, slot, 15).asCanvas(RATIO);
  return c.getContext("2d").getImageData(0, 0, c.width, c.height);
}
function pageSymbols() {
  for (const el of document.querySelectorAll(".sym[data-sidc]")) {
    const drawn = symbol(el.dataset.sidc, Number(el.dataset.slot), 22).asDOM();
    if (el instanceof SVGElement) {
      const box = symbol(el.dataset.sidc, Number(el.dataset.slot), 22).getSize();
      el.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    }
    el.replaceChildren(drawn);
  }
}

// --- map ---------------------------------------------------------------------------------------------------------
const FONT = ["sans-serif"];
const none = {type: "FeatureCollection", features: []};
const feature = (type, coordinates, properties) => ({type: "Feature", properties, geometry: {type, coordinates}});
const gather = (features) => ({type: "FeatureCollection", features});
const source = (d) => ({type: "geojson", data: d, tolerance: 0.1});
function style() {
  const lines = ["==", ["geometry-type"], "LineString"], points = ["==", ["geometry-type"], "Point"];
  const label = {"text-font": FONT, "text-padding": 3, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-justify": "auto"};
  const ink = (c) => ({"text-color": css(c), "text-halo-color": css("--halo"), "text-halo-width": 1.6});
  return {
    version: 8,
    sources: {
      land: source(data.base.land), borders: source(data.base.borders), rivers: source(data.base.rivers), labels: source(data.base.labels),
      spots: source(none), moves: source(none), heads: source(none), symbols: source(none), chosen: source(none),
    },
    layers: [
      {id: "sea", type: "background", paint: {"background-color": css("--sea")}},
      {id: "land", type: "fill", source: "land", paint: {"fill-color": css("--land")}},
      {id: "rivers", type: "line", source: "rivers", layout: {"line-join": "round"}, paint: {"line-color": css("--river"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.8, 9, 2.4]}},
      {id: "borders", type: "line", source: "borders", layout: {"line-join": "round"}, paint: {"line-color": css("--border"), "line-width": 1.1, "line-dasharray": [5, 2]}},
      {id: "chosen-line", type: "line", source: "chosen", filter: lines, layout: {"line-cap": "round"}, paint: {"line-color": css("--focus"), "line-width": 13, "line-opacity": 0.35}},
      {id: "seg-case", type: "line", source: "spots", filter: lines, paint: {"line-color": css("--halo"), "line-width": 8}},
      {id: "seg", type: "line", source: "spots", filter: lines, layout: {"line-join": "round"},
        paint: {"line-color": ["get", "c0"], "line-width": ["get", "width"], "line-gap-width": ["get", "gap"], "line-opacity": ["get", "alpha"]}},
      {id: "seg-hatch", type: "line", source: "spots", filter: ["all", lines, ["==", ["get", "style"], "hatch"]],
        paint: {"line-color": ["get", "c1"], "line-width": ["get", "width"], "line-dasharray": [1.6, 1.6]}},
      {id: "moves", type: "line", source: "moves", filter: ["get", "sure"], layout: {"line-cap": "round"}, paint: {"line-color": ["get", "color"], "line-width": 2.6, "line-opacity": ["get", "alpha"]}},
      {id: "moves-unsure", type: "line", source: "moves", filter: ["!", ["get", "sure"]], paint: {"line-color": ["get", "color"], "line-width": 2.6, "line-opacity": ["get", "alpha"], "line-dasharray": [2, 1.6]}},
      {id: "heads", type: "symbol", source: "heads", layout: {"icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true}, paint: {"icon-opacity": ["get", "alpha"]}},
      {id: "chosen", type: "circle", source: "chosen", filter: points, paint: {"circle-radius": 15, "circle-color": css("--focus"), "circle-opacity": 0.25, "circle-stroke-color": css("--focus"), "circle-stroke-width": 2}},
      {id: "spots", type: "symbol", source: "spots", filter: points, layout: {"icon-image": ["get", "icon"], "icon-allow-overlap": true, "symbol-sort-key": ["get", "order"]}},
      {id: "land-names", type: "symbol", source: "labels", filter: ["==", ["get", "rank"], 0], layout: {"text-field": ["upcase", ["get", "name"]], "text-font": FONT, "text-size": 13, "text-letter-spacing": 0.22}, paint: {...ink("--soft"), "text-opacity": 0.8}},
      {id: "town-names", type: "symbol", source: "labels", filter: [">", ["get", "rank"], 0], minzoom: 4, layout: {...label, "text-field": ["get", "name"], "text-size": 10.5, "text-radial-offset": 0.2, "symbol-sort-key": ["get", "rank"]}, paint: ink("--soft")},
      {id: "symbols", type: "symbol", source: "symbols", layout: {"icon-image": ["get", "icon"], "icon-anchor": "bottom", "icon-offset": [0, -9], "icon-padding": 0, "symbol-sort-key": ["get", "order"]}},
      {id: "spot-names", type: "symbol", source: "spots", layout: {...label, "symbol-placement": "point", "text-field": ["get", "name"], "text-size": 12.5, "text-radial-offset": 0.85, "symbol-sort-key": ["get", "order"]}, filter: points, paint: ink("--fg")},
    ],
  };
}
function ensure(name, draw) {
  if (!map.hasImage(name)) map.addImage(name, draw(), {pixelRatio: RATIO});
  return name;
}
function spotFeature(spot, n) {
  const now = standing(spot, n), look = now ? now.look : {style: "none", slots: [-1], partial: false};
  const [c0, c1] = [look.slots[0], look.slots[1] ?? look.slots[0]].map(colour);
  const order = {hatch: 0, solid: 1, hollow: 2, faded: 3, none: 4}[look.style];
  const props = {id: spot.id, name: spot.name, style: look.style, c0, c1, order};
  if (spot.lines.length) {
    const hollow = look.style === "hollow", blank = look.style === "none";
    return feature("MultiLineString", spot.lines, {...props, width: hollow ? 1.8 : blank ? 1.5 : 5, gap: hollow ? 3 : 0, alpha: look.style === "faded" || blank ? 0.5 : 1});
  }
  const shape = spot.type === "crossing" ? "crossing" : spot.type === "site" ? "site" : "town";
  props.icon = ensure(["spot", shape, look.style, ...look.slots, look.partial, spot.vague].join("/"), () => marker(look, shape, spot.vague));
  return feature("Point", spot.at, props);
}
const visibleMove = (m, n) => m.from <= n && (state.all || n <= m.to + RECENT);
function bearing([x0, y0], [x1, y1]) {
  const merc = (y) => Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 360)) * (180 / Math.PI);
  return (Math.atan2(x1 - x0, merc(y1) - merc(y0)) * 180) / Math.PI;
}
function symbolFeatures(n) {
  const found = [];
  const add = (id, at, key, order) => {
    const p = party(id);
    found.push(feature("Point", at, {...key, order, icon: ensure(`sym/${p.sidc}/${p.slot}`, () => symbolImage(p.sidc, p.slot))}));
  };
  data.forces.forEach((f, i) => { if (f.from <= n && n <= f.to + RECENT) add(f.party, f.at, {force: i}, 0); });
  for (const spot of data.spots) {
    const now = standing(spot, n);
    if (now && now.positions.length && !spot.lines.length && !spot.vague && now.look.style !== "faded") add(now.positions[0].holder, spot.at, {id: spot.id}, 1);
  }
  return found;
}
function drawDay() {
  const n = state.day;
  map.getSource("spots").setData(gather(data.spots.map((s) => spotFeature(s, n))));
  const moves = data.moves.map((m, i) => [m, i]).filter(([m]) => visibleMove(m, n));
  const props = ([m, i]) => ({move: i, sure: m.sure, color: colour(party(m.party).slot), alpha: n <= m.to + RECENT ? 0.9 : 0.4});
  map.getSource("moves").setData(gather(moves.map((p) => feature("LineString", p[0].line, props(p)))));
  map.getSource("heads").setData(gather(moves.map((p) => {
    // Past the middle, where no marker of a place covers it.
    const line = p[0].line, i = Math.max(1, Math.round(line.length * 0.62)), slot = party(p[0].party).slot;
    return feature("Point", line[i], {...props(p), turn: bearing(line[i - 1], line[i]), icon: ensure("head/" + slot, () => head(slot))});
  })));
  map.getSource("symbols").setData(gather(symbolFeatures(n)));
  drawChosen();
}
function drawChosen() {
  const [what, key] = state.chosen || [];
  let shape = [];
  if (what === "spot") { const s = spots.get(key); shape = [s.lines.length ? feature("MultiLineString", s.lines, {}) : feature("Point", s.at, {})]; }
  if (what === "move") shape = [feature("LineString", data.moves[key].line, {})];
  if (what === "force") shape = [feature("Point", data.forces[key].at, {})];
  map.getSource("chosen").setData(gather(shape));
}
// What a click means where things lie over each other: the nearest marker, then a name, then a line.
const CLICKED = [["spots", "symbols"], ["spot-names"], ["heads", "seg", "seg-case"], ["moves", "moves-unsure"]];
function under(point) {
  const box = [[point.x - 5, point.y - 5], [point.x + 5, point.y + 5]];
  const hits = map.queryRenderedFeatures(box, {layers: CLICKED.flat()});
  const away = (f) => {
    if (f.geometry.type !== "Point") return 0;
    const at = map.project(f.geometry.coordinates);
    return Math.hypot(at.x - point.x, at.y - (f.layer.id === "symbols" ? 17 : 0) - point.y);
  };
  const rank = (f) => CLICKED.findIndex((group) => group.includes(f.layer.id)) * 1000 + away(f);
  return hits.sort((a, b) => rank(a) - rank(b))[0];
}
function start(camera) {
  const [w, s, e, n] = data.base.box, [west, south, east, north] = data.base.reach;
  map = new maplibregl.Map({
    container: "map", style: style(), attributionControl: false, cooperativeGestures: true, dragRotate: false, pitchWithRotate: false, maxZoom: 12, minZoom: 2,
    maxBounds: [[west, south], [east, north]],
    fadeDuration: 0, ...(camera || {bounds: [[w, s], [e, n]], fitBoundsOptions: {padding: 12}}),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({showCompass: false}), "top-right");
  map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
  map.on("load", () => {
    drawDay();
    map.once("idle", () => { document.documentElement.dataset.map = "ready"; });
  });
  map.on("click", (event) => {
    const hit = under(event.point);
    if (!hit) return;
    const p = hit.properties;
    if (p.id !== undefined) select("spot", p.id);
    else if (p.move !== undefined) select("move", p.move);
    else select("force", p.force);
  });
  map.on("mousemove", (event) => { map.getCanvas().style.cursor = under(event.point) ? "pointer" : ""; });
  map.on("webglcontextlost", () => fallback("The browser gave up drawing the live map."));
}
function fallback(why) {
  $("map").hidden = true;
  $("time").hidden = true;
  $("still").hidden = false;
  $("still-note").textContent = `${why} This is the map of ${dayWords(data.on)}; the lists below say the same in words.`;
  document.documentElement.dataset.map = "still";
}
function webgl() {
  const c = document.createElement("canvas");
  return Boolean(c.getContext("webgl2") || c.getContext("webgl"));
}
pageSymbols();
clock();
if (innerWidth <= 820) $("legend").open = false;
if (data.spots.length && webgl()) {
  $("map").hidden = false;
  $("time").hidden = false;
  $("still").hidden = true;
  try {
    start();
  } catch (error) {
    map = null;
    fallback("The live map could not start (" + error.message + ").");
  }
} else fallback(data.spots.length ? "This browser has no WebGL, which the live map needs." : "No place to draw.");
setDayQuietly(data.on);
function setDayQuietly(n) {
  const live = map;
  map = null;
  setDay(n);
  map = live;
}
dark.addEventListener("change", () => {
  pageSymbols();
  if (!map) return;
  const camera = {center: map.getCenter(), zoom: map.getZoom()};
  map.remove();
  start(camera);
});
globalThis.sandtable = {select, setDay, get map() { return map; }, get state() { return state; }};
})();
