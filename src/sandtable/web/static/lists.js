// The queue at the left, the head of a report, and the bar over selected words. Invariant: what comes from reports enters as text.

import {bdi, button, day, el, line, visible} from "/static/parts.js";

const OPENING = 90; // characters of a text that stand for its title
const TOLD = {reckoned: "", behind: " Disputes are those of a while ago.", "not yet reckoned": " Disputes are not yet reckoned."};

/** Draw the list of reports, each with its claims. */
export function drawList(state, {open, choose, many}) {
  const {counted} = state, n = counted?.counts;
  if (n) {
    const some = [[n.moves_control, "move control"], [n.in_a_dispute, "in a dispute"], [n.low_confidence, "of low confidence"]].filter(([many]) => many).map(([many, words]) => `${many.toLocaleString("en")} ${words}`);
    document.getElementById("counts").textContent = `${n.claims.toLocaleString("en")} claims in ${n.reports.toLocaleString("en")} reports${some.length ? `: ${some.join(", ")}` : ""}.${TOLD[counted.disputes]}`;
    document.getElementById("bulk").hidden = !many || !n.claims;
    document.getElementById("accept-all").textContent = `Accept all ${n.claims.toLocaleString("en")}`;
    document.getElementById("reject-all").textContent = `Reject all ${n.claims.toLocaleString("en")}`;
  }
  document.getElementById("more").hidden = !state.next;
  const holder = document.getElementById("reports"), focused = document.activeElement?.dataset?.key;
  holder.replaceChildren(...state.list.map((one) => row(one, state, open, choose)));
  if (focused) holder.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
  (holder.querySelector("button[aria-current]") || holder.querySelector("li[aria-current]"))?.scrollIntoView({block: "nearest"});
}

function row(one, state, open, choose) {
  const {report} = one, here = state.report?.id === report.id;
  const title = button("", () => open(report.id), {className: "title", "data-key": report.id});
  title.append(bdi(report.title || report.source_id || `untitled ${report.id.slice(0, 8)}`));
  const claims = here && state.claims.length ? state.claims.filter((found) => one.claims.some((c) => c.id === found.claim.id)).map((found) => ({id: found.claim.id, kind: found.claim.kind, roles: found.claim.roles, status: found.status})) : one.claims;
  const listed = claims.map((claim) => {
    const made = button("", () => choose(report.id, claim.id), {"data-key": claim.id, className: claim.status === "rejected" ? "done" : ""});
    if (state.at?.claim.id === claim.id) made.setAttribute("aria-current", "true");
    made.append(bdi(line(claim.kind, claim.roles)), claim.status === "proposed" ? "" : el("small", {textContent: ` ${claim.status}`}));
    return el("li", {}, made);
  });
  const item = el("li", {}, title, el("small", {className: "soft"}, report.publisher ? bdi(report.publisher) : "", report.publisher ? ", " : "", day(report.known)), one.matters ? el("span", {className: "matters", textContent: ` ${one.matters}`}) : null, el("ul", {}, ...listed, one.more ? el("li", {className: "soft", textContent: `and ${one.more} more`}) : null));
  if (here) item.setAttribute("aria-current", "true");
  return item;
}

/** Draw a report's head: its title, or how its text opens, where it is from, and what a reader should know of all of it. */
export function drawHead(holder, {report, outlet}, text, warnings) {
  const from = [];
  if (outlet) from.push(el("a", {href: `/sources/${encodeURIComponent(outlet.name)}`}, bdi(outlet.name)), " ", el("span", {className: "state", title: visible(outlet.basis), textContent: `grade ${outlet.grade}`}), outlet.speaks_for ? el("span", {}, " speaks for ", bdi(outlet.speaks_for)) : "");
  else if (report.publisher) from.push(el("a", {href: `/sources/${encodeURIComponent(report.publisher)}`}, bdi(report.publisher)), el("span", {className: "soft", textContent: " (not in the registry)"}));
  from.push(`${from.length ? ", " : ""}${report.published ? day(report.published) : `undated, read on ${day(report.known)}`}`);
  const opening = text.trimStart().split("\n", 1)[0].trimEnd(), told = warnings.filter((w) => w.code === "no-date" || w.start === null);
  holder.replaceChildren(
    el("h2", {}, report.title || report.source_id ? bdi(report.title || report.source_id) : bdi(opening.length > OPENING ? `${opening.slice(0, OPENING)} …` : opening || "Without a title")),
    el("p", {className: "soft"}, ...from),
    ...told.map((w) => el("p", {className: "soft"}, el("b", {textContent: "Warning: "}), bdi(w.message))),
  );
}

/** Draw the bar over selected words in a form. */
export function drawPicked(holder, editor, span, use) {
  const shown = editor !== null && span !== null;
  if (!shown && holder.hidden) return;
  holder.hidden = !shown;
  if (!shown) { holder.replaceChildren(); return; }
  holder.replaceChildren(el("q", {}, bdi(span.text.slice(0, 60))), " as ", ...editor.uses.slice(0, 9).map((what, n) => {
    const made = button(`${n + 1} ${what}`, () => use(what, span));
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // so that the words stay selected
    return made;
  }));
}
