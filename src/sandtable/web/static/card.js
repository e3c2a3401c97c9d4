// The card of a claim. Invariant: the claim as it was read stays beside what an analyst made of it, and every decision is listed.

import {bdi, button, day, el, filler, moment, visible} from "/static/parts.js";

const LONGEST = 1200; // characters of a sentence
const SAYS = {accept: "accepted", edit: "edited", reject: "rejected", reopen: "taken back", add: "added"};

function rows(claim) {
  const out = [];
  for (const role of claim.roles) out.push([role.role, el("span", {}, named(role), role.entity && role.entity.name !== role.text ? el("small", {}, " “", bdi(role.text), "”") : null)]);
  if (claim.time) {
    const {earliest, latest} = claim.time, days = earliest === latest ? day(earliest) : `${day(earliest) || "?"} – ${day(latest) || "?"}`;
    out.push(["time", el("span", {}, bdi(claim.time.text), el("small", {}, earliest || latest ? ` ${days}, ${claim.time.granularity}` : ` ${claim.time.granularity}`))]);
  }
  out.push(["factuality", el("span", {className: `state ${claim.factuality}`, textContent: claim.factuality})]);
  if (claim.stance) out.push(["stance", claim.stance]);
  if (claim.extent) out.push(["extent", claim.extent]);
  if (claim.attribution.length) out.push(["says", chain(claim.attribution)]);
  out.push(["confidence", claim.coder === "analyst" ? "added by an analyst" : `${Math.round(claim.confidence * 100)} % (of the reading, not of the truth)`]);
  return out;
}

function named(role) {
  const entity = role.entity;
  if (!entity) return el("span", {}, bdi(role.text), el("small", {textContent: " (not resolved)"}));
  const where = {actor: "/actors/", place: "/places/"}[entity.type];
  return where ? el("a", {href: where + encodeURIComponent(entity.id)}, bdi(filler(role))) : bdi(filler(role));
}

/** Who says it, outermost first. */
export const chain = (voices) => el("span", {}, ...voices.flatMap((voice, n) => [n ? " › " : "", bdi(voice.name), el("small", {textContent: ` ${voice.type}`})]));

const facts = (claim) => el("dl", {className: "facts"}, ...rows(claim).flatMap(([name, value]) => [el("dt", {textContent: name}), el("dd", {}, value)]));

/** The sentence; of a very long one what stands around the words that carry the claim. */
function shortened({exact, start, trigger}) {
  const letters = exact.length > LONGEST ? Array.from(exact) : null;
  if (!letters) return exact;
  const at = Math.max(0, trigger.start - start - LONGEST / 2), part = letters.slice(at, at + LONGEST).join("");
  return `${at ? "… " : ""}${part}${at + LONGEST < letters.length ? " …" : ""}`;
}

/** The card's content. `acts`: what its buttons do; `decides`: whether there are any. */
export function card(one, {history, warnings, busy, acts, decides}) {
  const {claim} = one, original = history?.original;
  const edited = original && one.status === "edited";
  const near = warnings.filter((w) => w.start !== null && w.start < claim.evidence.end && claim.evidence.start < w.end);
  return [
    el("h2", {}, claim.kind, " ", el("span", {className: `state ${one.status}`, textContent: one.status}), busy ? el("small", {textContent: " saving …"}) : null),
    el("p", {className: "said"}, el("q", {}, bdi(shortened(claim.evidence)))),
    edited ? el("div", {className: "beside"}, el("div", {}, el("h3", {textContent: "As edited"}), facts(claim)), el("div", {className: "soft"}, el("h3", {textContent: `As read: ${original.kind}`}), facts(original))) : facts(claim),
    near.length ? el("div", {}, el("h3", {textContent: "Warnings"}), el("ul", {}, ...near.map((w) => el("li", {}, bdi(w.message))))) : null,
    decides ? el("p", {className: "acts"}, button("Accept", acts.accept, {className: "main", title: "a"}), " ", button("Reject", acts.reject, {title: "r"}), " ", button("Edit", acts.edit, {title: "e"}), " ", button("Undo", acts.undo, {title: "u"})) : null,
    el("h3", {textContent: "Decisions"}),
    !history ? el("p", {className: "soft", textContent: "…"}) : history.decisions.length ? el("ol", {className: "rows"}, ...history.decisions.map(told)) : el("p", {className: "soft", textContent: "Nobody has decided on it."}),
  ].filter(Boolean);
}

function told(made) {
  return el("li", {}, el("b", {textContent: SAYS[made.verdict]}), " by ", bdi(made.who), el("span", {className: "soft", textContent: `, ${moment(made.when)}${made.batch ? ", with others in one act" : ""}`}), made.why ? el("div", {className: "why"}, bdi(made.why)) : null);
}

/** A dialog over two decisions: theirs, which stands, and mine, which was not stored. Resolves to whether mine is sent after it. */
export function conflict(theirs, mine) {
  const side = (words, made) => el("div", {}, el("h3", {textContent: words}), el("p", {}, el("b", {textContent: SAYS[made.verdict]}), " by ", bdi(made.who)), made.why ? el("p", {}, bdi(made.why)) : null, made.edited ? facts(made.edited) : null);
  const dialog = el("dialog", {className: "conflict", "aria-labelledby": "conflict-title"}, el("h2", {id: "conflict-title"}, visible(theirs.who), " decided on this claim before your save"), el("div", {className: "beside"}, side("Theirs, which stands", theirs), side("Yours, not stored", mine)));
  return new Promise((done) => {
    let send = false;
    dialog.append(el("p", {}, button("Take theirs", () => dialog.close(), {className: "main", autofocus: true}), " ", button("Send mine after theirs", () => { send = true; dialog.close(); })));
    dialog.addEventListener("close", () => { dialog.remove(); done(send); });
    document.body.append(dialog);
    dialog.showModal();
  });
}
