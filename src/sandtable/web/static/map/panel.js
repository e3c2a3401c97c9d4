// What was chosen, in words, with the sentences behind it; and the list of all that is on the map. Invariant: text of reports enters
// as text alone, and everything that the map shows can be read and chosen here.

import {ask} from "/static/desk.js";
import {words, number, run} from "./days.js";
import {heldWords, split, told} from "./features.js";
import {icon} from "./marks.js";

const MOST = 100; // claims whose sentences are asked for at once
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
export const shown = (text) => String(text).normalize("NFC").replace(HIDDEN, (c) => `‹U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`);
export const make = (tag, props = {}, ...inner) => { const el = Object.assign(document.createElement(tag), props); el.append(...inner); return el; };
const named = (text) => make("bdi", {textContent: shown(text)});
const day = (text) => words(number(text));

function sentence(one) {
  const letters = [...one.text], part = (a, b) => shown(letters.slice(a, b).join(""));
  const quote = make("blockquote", {dir: "auto"}, part(0, one.start), make("mark", {textContent: part(one.start, one.end)}), part(one.end));
  const source = make("p", {className: "src"}, make("b", {}, named(one.report.publisher || "publisher not known")), one.report.published ? `, ${day(one.report.published)}` : "", ", ",
    make("a", {href: `/reports/${encodeURIComponent(one.report.id)}#claim-${encodeURIComponent(one.claim)}`}, named(one.report.title || "the report")));
  if (one.said_by.length) source.append(make("span", {className: "chain"}, " · says ", named(one.said_by.join(" ← "))));
  source.append(make("span", {className: "kind", textContent: ` · ${one.kind} `}), make("span", {className: `state ${one.status}`, textContent: one.status}));
  if (one.factuality !== "asserted") source.append(" ", make("span", {className: "state hedged", textContent: one.factuality}));
  return make("li", {}, quote, source);
}

/** The sentences of some claims, in a list that fills when they are there. */
export function quotes(claims, known) {
  const list = make("ol", {className: "quotes"}, make("li", {className: "soft", textContent: "…"}));
  const some = claims.slice(0, MOST), asked = new URLSearchParams(some.map((claim) => ["claim", claim]));
  if (known) asked.set("known", known);
  ask(`/api/v1/sentences?${asked}`).then(
    ({sentences}) => list.replaceChildren(...sentences.map(sentence), ...(claims.length > MOST ? [make("li", {className: "soft", textContent: `and ${claims.length - MOST} more claims`})] : [])),
    (refused) => list.replaceChildren(make("li", {className: "trouble", textContent: refused.message})),
  );
  return list;
}

function voices(told, known, word) {
  return told.map((v) => {
    const block = make("details", {}, make("summary", {}, `${word} `, named(v.source), ` (${v.claims.length})`));
    block.addEventListener("toggle", () => { if (block.open && block.children.length === 1) block.append(quotes(v.claims, known)); });
    return block;
  });
}

function position(sheet, p, known, first) {
  const line = make("p", {}, icon(`head/${sheet.parties[p.holder.id]?.slot ?? -1}`, 12), " ", make("a", {href: `/actors/${encodeURIComponent(p.holder.id)}`}, named(sheet.parties[p.holder.id]?.name || p.holder.name)),
    ` ${p.status}${p.extent === "full" ? "" : ", part of it"}${p.since ? ` since ${day(p.since)}` : ""}`);
  const blocks = voices(p.voices, known, "according to");
  if (first && blocks[0]) blocks[0].open = true;
  return make("div", {className: "pos"}, line, ...blocks, ...voices(p.against, known, "against it:"));
}

async function ofPlace(id, sheet, n, on, question) {
  const asked = new URLSearchParams(question);
  asked.set("place", id);
  asked.set("on", on);
  const answer = await ask(`/api/v1/holds?${asked}`), known = asked.get("known");
  const parts = [make("h2", {}, named(answer.place.name), " ", make("small", {textContent: answer.place.type})),
    make("p", {}, `${day(on)}: `, make("span", {className: `state ${answer.state}`, textContent: answer.state})),
    make("p", {}, make("a", {href: `/places/${encodeURIComponent(id)}?on=${on}`, textContent: "All that is told of it"}))];
  if (answer.inferred) parts.push(make("p", {className: "soft", textContent: "Inferred: nothing is said of the place itself, all of what it lies in is held so."}));
  if (!answer.positions.length) parts.push(make("p", {className: "soft", textContent: "No report says who holds it on this day."}));
  parts.push(...answer.positions.map((p, i) => position(sheet, p, known, i === 0)));
  const here = sheet.incidents.map((item, i) => [item, i]).filter(([item]) => item.place === id && item.from <= n && n - item.to <= 14);
  if (here.length) parts.push(make("h3", {textContent: "What is said to have happened there"}), ...here.map(([, i]) => happened(sheet, n, `incident:${i}`, known)));
  return parts;
}

function happened(sheet, n, key, known) {
  const [what, at] = split(key), item = what === "move" ? sheet.moves[at] : sheet.incidents[at], first = number(sheet.first);
  const span = item.from === item.to ? words(first + item.from) : `${words(first + item.from)} to ${words(first + item.to)}`;
  const block = make("div", {className: "pos"}, make("p", {}, named(told(sheet, n, key))), make("p", {className: "soft", textContent: span}));
  if (item.factuality && item.factuality !== "asserted") block.append(make("span", {className: "state hedged", textContent: item.factuality}));
  block.append(quotes(item.claims, known));
  return block;
}

/** The parts of the panel about a chosen thing. Throws Refused. */
export async function about(key, {sheet, n}, on, question) {
  const [what, rest] = split(key);
  if (what === "place") return ofPlace(rest, sheet, n, on, question);
  if (!(what === "move" ? sheet.moves[rest] : sheet.incidents[rest])) return [make("p", {className: "soft", textContent: "It is not on the map of this day."})];
  return [make("h2", {textContent: what === "move" ? "Movement" : sheet.incidents[rest].kind}), happened(sheet, n, key, new URLSearchParams(question).get("known"))];
}

/** A corridor leg by leg. */
export function wayParts(way) {
  const legs = way.legs.map((leg) => {
    const block = make("details", {}, make("summary", {}, make("span", {className: `state ${leg.status}`, textContent: leg.status}), " ", named(leg.name), make("span", {className: "soft"}, ` ${shown(leg.says)}`)));
    if (leg.claims.length) block.addEventListener("toggle", () => { if (block.open && block.children.length === 1) block.append(quotes(leg.claims)); });
    return make("li", {}, block);
  });
  return [make("h2", {}, named(way.name), " ", make("span", {className: `state ${way.status}`, textContent: way.status})),
    ...(way.weakest ? [make("p", {}, "Weakest: ", named(way.weakest)), ...(way.needs.length ? [make("details", {}, make("summary", {textContent: "What would change it"}), make("ul", {}, ...way.needs.map((need) => make("li", {}, named(need)))))] : [])] : []), make("ol", {className: "rows"}, ...legs)];
}

const button = (key, choose, ...inner) => { const b = make("button", {type: "button", className: "row"}, ...inner); b.dataset.key = key; b.addEventListener("click", () => choose(key)); return b; };
const LISTED = 400;

/** All that is on the map of a day, as lists of buttons. */
export function listed(day, sheet, n, choose) {
  const section = (title, rows) => (rows.length ? [make("h3", {textContent: `${title} (${rows.length})`}), make("ul", {className: "rows"}, ...rows.slice(0, LISTED).map((row) => make("li", {}, row))), ...(rows.length > LISTED ? [make("p", {className: "soft", textContent: `and ${rows.length - LISTED} more: filter to see them`})] : [])] : []);
  const held = [...day.held].sort((a, b) => a[0].name.localeCompare(b[0].name)).map(([place, now]) => button(`place:${place.id}`, choose, make("b", {}, named(place.name)), " ", named(heldWords(sheet, now)), now.state === "contested" ? " (contested)" : ""));
  const kinds = (kind) => day.incidents.filter((x) => x.item.kind === kind).map((x) => button(`incident:${x.i}`, choose, named(told(sheet, n, `incident:${x.i}`))));
  return [make("h2", {textContent: `On the map, ${words(number(sheet.first) + n)}`}), ...section("Held", held),
    ...section("Movements", day.moves.map((x) => button(`move:${x.i}`, choose, named(told(sheet, n, `move:${x.i}`))))),
    ...section("Assaults", kinds("assault")), ...section("Sieges", kinds("siege")), ...section("Forces present", kinds("presence")),
    ...(day.held.length + day.moves.length + day.incidents.length ? [] : [make("p", {className: "soft", textContent: "Nothing: no word about any place still counts on this day, or the filters leave nothing."})])];
}

/** Where two maps differ: places whose holders or state are not the same. */
export function differences(a, b, titles, choose) {
  const ids = [...new Set([...a.sheet.places, ...b.sheet.places].map((p) => p.id))], rows = [];
  for (const id of ids) {
    const [one, other] = [a, b].map((side) => { const place = side.sheet.byId.get(id); return [place, place && run(place, side.n), side.sheet]; });
    const holders = (now) => (now ? now.holders.map((h) => h.id).sort().join() + (now.state === "contested" ? "!" : "") : "");
    if (holders(one[1]) === holders(other[1])) continue;
    const words_ = ([, now, sheet]) => heldWords(sheet, now) + (now?.state === "contested" ? " (contested)" : "");
    rows.push([(one[0] || other[0]).name, button(`place:${id}`, choose, make("b", {}, named((one[0] || other[0]).name)), make("br"), make("span", {className: "soft"}, named(titles[0]), ": "), named(words_(one)), make("br"), make("span", {className: "soft"}, named(titles[1]), ": "), named(words_(other)))]);
  }
  rows.sort((x, y) => x[0].localeCompare(y[0]));
  return [make("h2", {textContent: rows.length ? `They differ about ${rows.length} place${rows.length === 1 ? "" : "s"}` : "They do not differ about any place"}), make("ul", {className: "rows"}, ...rows.slice(0, LISTED).map(([, row]) => make("li", {}, row)))];
}
