// What the marks mean. Invariant: every look that the map draws is in it, with its word.

import {icon, SHARES} from "./marks.js";
import {make, shown} from "./panel.js";

const row = (mark, text) => make("li", {}, mark, make("span", {}, text));
const WORDS = [["solid", "held, confirmed"], ["hollow", "only claimed by its holder's side"], ["hatch", "contested"], ["faded", "last known, now stale"], ["none", "unknown"]];

function line(kind) {
  const c = document.createElement("span");
  c.className = `key-line ${kind}`;
  return c;
}

/** The legend of a day: the parties on it, and the marks. */
export function legend(sheet, day) {
  const counts = new Map();
  for (const [, now] of day.held) for (const h of now.holders) counts.set(h.id, (counts.get(h.id) || 0) + 1);
  for (const x of [...day.moves, ...day.incidents]) for (const id of x.item.by) if (!counts.has(id)) counts.set(id, 0);
  const parties = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 24);
  const other = -1, mix = SHARES.map((share) => (share === "0" ? 4 : share === "1" ? 2 : share === "x" ? 1 : share === "q" ? 1 : 0));
  return [
    make("h2", {textContent: "Legend"}),
    make("ul", {className: "key"}, ...parties.map(([id, n]) => { const p = sheet.parties[id]; return row(icon(`sym/${p.sidc}/${p.slot}`), `${shown(p.name)}${n ? ` (${n})` : ""}`); })),
    make("ul", {className: "key"},
      ...WORDS.map(([style, words]) => row(icon(`spot/town/${style}/${style === "hatch" ? "0_1" : other}/0/0`), words)),
      row(icon(`spot/town/solid/${other}/1/0`), "part of it held"), row(icon("spot/town/solid/0_1/0/0"), "held together"), row(icon(`spot/crossing/solid/${other}/0/0`), "crossing"), row(icon(`spot/site/solid/${other}/0/0`), "site"), row(icon(`spot/town/solid/${other}/0/1`), "no exact place"),
      row(icon(`mix/${mix.join("/")}`, 30), "several places: shares by holder; striped contested, open unknown"),
      row(icon(`burst/1/${other}`), "assault, in the last 3 days"), row(icon(`burst/0/${other}`), "assault, up to two weeks ago"), row(icon(`ring/${other}`, 26), "siege"), row(icon(`head/${other}`), "movement; dashed where planned or hedged")),
    make("ul", {className: "key"}, ...[["held", "border held"], ["claimed", "border claimed"], ["contested", "border or leg contested"], ["open", "corridor leg open"], ["closed", "leg closed"], ["unknown", "leg unknown"]].map(([kind, words]) => row(line(kind), words))),
    make("p", {className: "soft", textContent: "The frame of a symbol says what kind of actor it is, never friend or foe. Nothing is filled in between places."}),
  ];
}
