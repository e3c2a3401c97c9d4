// What lies on the map on a day, as GeoJSON. Invariant: nothing is drawn that the sheet does not say of that day, and everything
// drawn carries the key by which it is chosen.

import {run} from "./days.js";

const RECENT = 14; // days that an event stays drawn, fading
const FRESH = 3; // days that it counts as new
const ORDER = {hatch: 0, solid: 1, hollow: 2, faded: 3, none: 4};

const feature = (type, coordinates, properties) => ({type: "Feature", properties, geometry: {type, coordinates}});
const collection = (features) => ({type: "FeatureCollection", features});
// The map draws letter by letter: a mark that has no letter of its own to sit on would leave a gap.
const plain = (name) => name.normalize("NFC").replace(/\p{M}/gu, "");

export function bearing([x0, y0], [x1, y1]) {
  const merc = (y) => Math.log(Math.tan(Math.PI / 4 + (y * Math.PI) / 360)) * (180 / Math.PI);
  return (Math.atan2(x1 - x0, merc(y1) - merc(y0)) * 180) / Math.PI;
}

/** How old something is on a day, from 1 (of the day) to near 0; 0 where it has not happened, or long ago. */
function fresh(item, n) {
  if (item.from > n) return 0;
  const age = Math.max(0, n - item.to);
  return age > RECENT ? 0 : 1 - age / (RECENT + 1);
}

const shape = (type) => (type === "crossing" ? "crossing" : type === "site" ? "site" : "town");

/** Whether an actor that is asked for has a part in something; everybody has where none is asked for. */
const concerns = (wanted, ids) => !wanted.length || ids.some((id) => wanted.includes(id));

/** All that is on the map on day `n` of a sheet: items for lists, and features by source. `wanted`: ids of actors. */
export function onDay(sheet, n, {hide = [], wanted = []} = {}) {
  const shown = (layer) => !hide.includes(layer);
  const slot = (id) => sheet.parties[id]?.slot ?? -1;
  const held = sheet.places
    .map((place) => [place, run(place, n)])
    .filter(([place, now]) => now && concerns(wanted, now.holders.map((h) => h.id)) && shown(place.lines ? "borders" : "places"));
  const recent = (items, layer) => items.map((item, i) => ({item, i, fresh: fresh(item, n)})).filter((x) => x.fresh && shown(layer(x.item)) && concerns(wanted, [...x.item.by, ...(x.item.on || [])]));
  const moves = recent(sheet.moves.map((m) => m), () => "moves");
  const incidents = recent(sheet.incidents, (i) => ({assault: "assaults", siege: "sieges", presence: "forces"})[i.kind]);
  const ways = moves.filter((x) => x.item.line.length > 1);
  return {
    held, moves, incidents,
    points: collection(held.filter(([place]) => !place.lines).map(([place, now]) => feature("Point", place.at, look(place, now)))),
    lines: collection(held.filter(([place]) => place.lines).map(([place, now]) => feature("MultiLineString", place.lines, lineLook(place, now)))),
    passing: collection([
      ...ways.map((x) => feature("LineString", x.item.line, {what: "move", ...moveLook(x, slot)})),
      ...ways.map((x) => {
        // Past the middle, where no marker of a place covers it.
        const line = x.item.line, at = Math.max(1, Math.round((line.length - 1) * 0.62));
        return feature("Point", line[at], {what: "head", ...moveLook(x, slot), turn: bearing(line[at - 1], line[at])});
      }),
      ...incidents.filter((x) => x.item.kind !== "presence").map((x) => feature("Point", x.item.at, {
        what: "event", key: `incident:${x.i}`, icon: x.item.kind === "siege" ? `ring/${slot(x.item.by[0])}` : `burst/${n - x.item.to <= FRESH ? 1 : 0}/${slot(x.item.by[0])}`, alpha: 0.25 + 0.75 * x.fresh, order: -x.fresh,
      })),
    ]),
    symbols: collection(shown("symbols") ? symbols(sheet, held, incidents, slot) : []),
  };
}

function look(place, now) {
  const slots = now.slots.join("_");
  return {
    key: `place:${place.id}`, label: plain(place.name), style: now.style, order: ORDER[now.style],
    icon: `spot/${shape(place.type)}/${now.style}/${slots}/${now.partial ? 1 : 0}/${place.vague ? 1 : 0}`,
    // What clusters count: a slot of its own, contested, or known to nobody for certain.
    share: now.style === "hatch" ? "x" : now.style === "faded" || now.style === "none" ? "q" : now.slots[0] < 0 ? "o" : String(now.slots[0]),
  };
}

function lineLook(place, now) {
  const hollow = now.style === "hollow", dim = now.style === "faded" || now.style === "none";
  return {key: `place:${place.id}`, label: plain(place.name), style: now.style, c0: now.slots[0], c1: now.slots[1] ?? now.slots[0], width: hollow ? 1.8 : 5, gap: hollow ? 3 : 0, alpha: dim ? 0.5 : 1};
}

const moveLook = (x, slot) => ({key: `move:${x.i}`, slot: slot(x.item.by[0]), icon: `head/${slot(x.item.by[0])}`, sure: x.item.factuality === "asserted", alpha: 0.25 + 0.7 * x.fresh});

function symbols(sheet, held, incidents, slot) {
  const found = [];
  const add = (id, at, key, order) => {
    const party = sheet.parties[id];
    if (party) found.push(feature("Point", at, {key, order, icon: `sym/${party.sidc}/${slot(id)}`}));
  };
  for (const x of incidents) if (x.item.kind === "presence") for (const id of x.item.by) add(id, x.item.at, `incident:${x.i}`, 0);
  for (const [place, now] of held) if (!place.lines && !place.vague && now.style !== "faded" && now.holders.length) add(now.holders[0].id, place.at, `place:${place.id}`, 1);
  return found;
}

/** Where something that was chosen lies, as a shape; null where the day has it not. */
export function where(sheet, key) {
  const [what, rest] = split(key);
  if (what === "place") {
    const place = sheet.byId.get(rest);
    return place ? (place.lines ? feature("MultiLineString", place.lines, {}) : feature("Point", place.at, {})) : null;
  }
  const item = what === "move" ? sheet.moves[rest] : what === "incident" ? sheet.incidents[rest] : null;
  if (!item) return null;
  return what === "move" && item.line.length > 1 ? feature("LineString", item.line, {}) : item.at ? feature("Point", item.at, {}) : null;
}

/** What a key is of, and which: ids of places may have colons in them. */
export function split(key) {
  const at = key.indexOf(":");
  return [key.slice(0, at), key.slice(at + 1)];
}

/** Who holds a place, in words. */
export function heldWords(sheet, now) {
  if (!now || !now.holders.length) return "unknown";
  return now.holders.map((h) => (sheet.parties[h.id]?.name || h.id) + (h.status === "confirmed" ? "" : `, ${h.status}`) + (h.extent === "partial" ? ", part of it" : "")).join(now.state === "contested" ? " or " : " and ");
}

/** What something on the map is, in a line. */
export function told(sheet, n, key) {
  const [what, rest] = split(key), name = (id) => sheet.parties[id]?.name || id;
  if (what === "place") {
    const place = sheet.byId.get(rest), now = place && run(place, n);
    return place ? `${place.name}: ${heldWords(sheet, now)}${now?.state === "contested" ? ", contested" : ""}` : "";
  }
  if (what === "move") return `${sheet.moves[rest].by.map(name).join(", ") || "a force"}: ${sheet.moves[rest].label}`;
  const i = sheet.incidents[rest];
  const by = i.by.map(name).join(", ") || "not said by whom", on = i.on.length ? ` against ${i.on.map(name).join(", ")}` : "";
  return `${i.kind} at ${i.name}: ${by}${on}`;
}
