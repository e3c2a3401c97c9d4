// --- map ---------------------------------------------------------------------------------------------------------
const {RATIO, marker, head, symbol, symbolImage} = pictures(css, colour);
const FONT = ["sans-serif"];
// The map draws letter by letter: a mark that has no letter of its own to sit on would leave a gap.
const plain = (name) => name.normalize("NFC").replace(/\p{M}/gu, "");
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
      spots: source(none), moves: source(none), heads: source(none), way: source(none), symbols: source(none), chosen: source(none),
    },
    layers: [
      {id: "sea", type: "background", paint: {"background-color": css("--sea")}},
      {id: "land", type: "fill", source: "land", paint: {"fill-color": css("--land")}},
      {id: "rivers", type: "line", source: "rivers", layout: {"line-join": "round"}, paint: {"line-color": css("--river"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.8, 9, 2.4]}},
      {id: "borders", type: "line", source: "borders", layout: {"line-join": "round"}, paint: {"line-color": css("--border"), "line-width": 1.1, "line-dasharray": [5, 2]}},
      {id: "land-names", type: "symbol", source: "labels", filter: ["all", ["==", ["get", "rank"], 0], ["<=", ["get", "zoom"], ["zoom"]]], layout: {"text-field": ["upcase", ["get", "name"]], "text-font": FONT, "text-size": 13, "text-letter-spacing": 0.22, "text-allow-overlap": true, "text-max-width": 40}, paint: {...ink("--soft"), "text-opacity": 0.8}},
      {id: "chosen-line", type: "line", source: "chosen", filter: lines, layout: {"line-cap": "round"}, paint: {"line-color": css("--focus"), "line-width": 13, "line-opacity": 0.35}},
      {id: "way-case", type: "line", source: "way", layout: {"line-cap": "round"}, paint: {"line-color": css("--halo"), "line-width": 9}},
      {id: "way", type: "line", source: "way", filter: ["!", ["in", ["get", "status"], ["literal", ["contested", "unknown"]]]], layout: {"line-cap": "round"}, paint: {"line-color": ["get", "color"], "line-width": 5, "line-opacity": 0.8}},
      {id: "way-unsure", type: "line", source: "way", filter: ["in", ["get", "status"], ["literal", ["contested", "unknown"]]], paint: {"line-color": ["get", "color"], "line-width": 5, "line-opacity": 0.8, "line-dasharray": [1.4, 1.2]}},
      {id: "seg-case", type: "line", source: "spots", filter: lines, paint: {"line-color": css("--halo"), "line-width": 8}},
      {id: "seg", type: "line", source: "spots", filter: lines, layout: {"line-join": "round"},
        paint: {"line-color": ["get", "c0"], "line-width": ["get", "width"], "line-gap-width": ["get", "gap"], "line-opacity": ["get", "alpha"]}},
      {id: "seg-hatch", type: "line", source: "spots", filter: ["all", lines, ["==", ["get", "style"], "hatch"]],
        paint: {"line-color": ["get", "c1"], "line-width": ["get", "width"], "line-dasharray": [1.6, 1.6]}},
      {id: "moves", type: "line", source: "moves", filter: ["get", "sure"], layout: {"line-cap": "round"}, paint: {"line-color": ["get", "color"], "line-width": 2.6, "line-opacity": ["get", "alpha"]}},
      {id: "moves-unsure", type: "line", source: "moves", filter: ["!", ["get", "sure"]], paint: {"line-color": ["get", "color"], "line-width": 2.6, "line-opacity": ["get", "alpha"], "line-dasharray": [2, 1.6]}},
      {id: "heads", type: "symbol", source: "heads", layout: {"icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true}, paint: {"icon-opacity": ["get", "alpha"]}},
      {id: "chosen", type: "circle", source: "chosen", filter: points, paint: {"circle-radius": 15, "circle-color": css("--focus"), "circle-opacity": 0.25, "circle-stroke-color": css("--focus"), "circle-stroke-width": 2}},
      {id: "spots", type: "symbol", source: "spots", filter: points, layout: {"icon-image": ["get", "icon"], "icon-size": ["interpolate", ["linear"], ["zoom"], 4.5, 0.6, 7, 1], "icon-allow-overlap": true, "symbol-sort-key": ["-", 9, ["get", "order"]]}},
      {id: "town-names", type: "symbol", source: "labels", filter: [">", ["get", "rank"], 0], minzoom: 4, layout: {...label, "text-field": ["get", "name"], "text-size": 10.5, "text-radial-offset": 0.2, "symbol-sort-key": ["get", "rank"]}, paint: ink("--soft")},
      {id: "symbols", type: "symbol", source: "symbols", layout: {"icon-image": ["get", "icon"], "icon-anchor": "bottom", "icon-offset": [0, -9], "icon-padding": 0, "symbol-sort-key": ["get", "order"]}},
      {id: "spot-names", type: "symbol", source: "spots", layout: {...label, "symbol-placement": "point", "text-field": ["get", "label"], "text-size": 12.5, "text-radial-offset": 0.85, "symbol-sort-key": ["get", "order"]}, filter: points, paint: ink("--fg")},
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
  const props = {id: spot.id, name: spot.name, label: plain(spot.name), style: look.style, c0, c1, order};
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
const loaded = () => map && map.getSource("chosen"); // until then the map draws itself once it is there
function drawDay() {
  if (!loaded()) return;
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
  // A corridor is told of one day: on another it is not drawn.
  map.getSource("way").setData(gather(n === data.on ? data.way.filter((leg) => leg.line.length > 1).map((leg) => feature("LineString", leg.line, {status: leg.status, label: leg.label, color: css(leg.status === "unknown" ? "--soft" : "--" + leg.status)})) : []));
  map.getSource("symbols").setData(gather(symbolFeatures(n)));
  drawChosen();
}
function drawChosen() {
  if (!loaded()) return;
  const [what, key] = state.chosen || [];
  let shape = [];
  if (what === "spot") { const s = spots.get(key); shape = [s.lines.length ? feature("MultiLineString", s.lines, {}) : feature("Point", s.at, {})]; }
  if (what === "move") shape = [feature("LineString", data.moves[key].line, {})];
  if (what === "force") shape = [feature("Point", data.forces[key].at, {})];
  map.getSource("chosen").setData(gather(shape));
}
// What a click means where things lie over each other: the nearest marker, then a name, then a line.
const CLICKED = [["spots", "symbols"], ["spot-names"], ["heads", "seg", "seg-case"], ["moves", "moves-unsure"], ["way-case"]];
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
function said(p) {
  if (p.label !== undefined && p.status !== undefined) return p.label;
  if (p.move !== undefined) return `${party(data.moves[p.move].party).name}: ${data.moves[p.move].label}`;
  if (p.force !== undefined) return `${party(data.forces[p.force].party).name} at ${data.forces[p.force].place}`;
  const spot = spots.get(p.id), now = standing(spot, state.day);
  const names = (now ? now.positions : []).map((x) => party(x.holder).name + (x.status === "confirmed" ? "" : `, ${x.status}`));
  return `${spot.name}: ${names.join(now && now.state === "contested" ? " or " : " and ") || "unknown"}`;
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
    else if (p.force !== undefined) select("force", p.force);
  });
  map.on("mousemove", (event) => {
    const hit = under(event.point), tip = $("tip-box");
    map.getCanvas().style.cursor = hit ? "pointer" : "";
    tip.hidden = !hit;
    if (!hit) return;
    tip.textContent = said(hit.properties);
    tip.style.transform = `translate(${Math.min(event.point.x + 14, map.getContainer().clientWidth - 190)}px, ${event.point.y + 14}px)`;
  });
  map.on("mouseout", () => { $("tip-box").hidden = true; });
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
