// The text of a report with its marks. Invariant: the text is put on the page as text, every character of it once and in order, and
// a selection on the page is told as the characters that were selected; of a long text only what stands around the chosen
// words is on the page.

const REACH = 12000; // characters on either side of what is looked at
// Controls that hide or reorder: written out, so that nothing in a text can show it otherwise than it is.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/;
const SORT = {
  Person: "actor", Organisation: "actor", Nationality: "actor", Location: "place", Temporal: "time",
  Quantity: "quantity", Money: "quantity", Weapon: "quantity", MilitaryPlatform: "quantity", Vehicle: "quantity",
};

/** Layers of marks over a text: lists of {start, end, classes, ...}. */
export class Marked {
  constructor(holder, onPick) {
    this.holder = holder;
    this.onPick = onPick;
    this.places = new WeakMap();
    holder.addEventListener("click", (event) => {
      const at = event.target.closest("[data-claim]");
      if (at && document.getSelection().isCollapsed) onPick(at.dataset.claim.split(" "));
    });
  }

  /** Show a text with the mentions of its reading and its claims. */
  show(points, mentions, claims, chosen) {
    this.points = points;
    this.mentions = mentions.map((m) => ({start: m.start, end: m.end, classes: ["m", SORT[m.type] || "quantity"], title: [m.type, m.entity?.name].filter(Boolean).join(": ")}));
    this.from = this.to = 0;
    this.draw(claims, chosen);
  }

  /** Draw the marks anew, with the chosen claim's sentence and roles. */
  draw(claims, chosen, {scroll = true} = {}) {
    const {points} = this, top = this.holder.scrollTop;
    const at = chosen ? chosen.evidence.trigger : {start: this.from, end: this.from};
    if (this.from === this.to || (chosen && (at.start < this.from || this.to < at.end))) {
      this.from = Math.max(0, at.start - REACH);
      this.to = Math.min(points.length, at.end + REACH);
    }
    const layers = this.mentions.concat(
      claims.map((one) => ({start: one.claim.evidence.trigger.start, end: one.claim.evidence.trigger.end, classes: one.status === "proposed" ? ["t"] : ["t", "decided"], claim: one.claim.id})),
      chosen ? this.of(chosen) : [],
    ).filter((one) => one.end > this.from && one.start < this.to);
    const parts = [];
    if (this.from > 0) parts.push(this.further("Show the text before", () => { this.from = Math.max(0, this.from - REACH); }, claims, chosen));
    parts.push(...this.pieces(layers));
    if (this.to < points.length) parts.push(this.further("Show the text after", () => { this.to = Math.min(points.length, this.to + REACH); }, claims, chosen));
    this.holder.replaceChildren(...parts);
    this.holder.scrollTop = top;
    if (scroll && chosen) (this.holder.querySelector(".now") || this.holder.querySelector(".e"))?.scrollIntoView({block: "center"});
  }

  of(claim) {
    const ev = claim.evidence, out = [{start: ev.start, end: ev.end, classes: ["e"]}, {start: ev.trigger.start, end: ev.trigger.end, classes: ["now"]}];
    for (const role of claim.roles) out.push({start: role.start, end: role.end, classes: ["r"], role: role.role});
    for (const voice of claim.attribution) out.push({start: voice.start, end: voice.end, classes: ["r"], role: "says"});
    if (claim.time) out.push({start: claim.time.start, end: claim.time.end, classes: ["r"], role: "time"});
    return out;
  }

  further(words, widen, claims, chosen) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    button.className = "further";
    button.addEventListener("click", () => { widen(); this.draw(claims, chosen, {scroll: false}); });
    return button;
  }

  /** The text between the bounds of all marks, piece by piece. */
  pieces(layers) {
    const bounds = new Set([this.from, this.to]);
    for (const one of layers) { bounds.add(Math.max(this.from, one.start)); bounds.add(Math.min(this.to, one.end)); }
    const cuts = [...bounds].sort((a, b) => a - b), starting = [...layers].sort((a, b) => a.start - b.start);
    const out = [];
    let next = 0, open = [];
    for (let n = 0; n + 1 < cuts.length; n++) {
      const [start, end] = [cuts[n], cuts[n + 1]];
      while (next < starting.length && starting[next].start <= start) open.push(starting[next++]);
      open = open.filter((one) => one.end > start);
      out.push(...this.piece(start, end, open));
    }
    return out;
  }

  piece(start, end, marks) {
    const nodes = this.written(start, end);
    if (!marks.length) return nodes;
    const span = document.createElement("span");
    span.className = [...new Set(marks.flatMap((one) => one.classes))].join(" ");
    const claims = [...new Set(marks.map((one) => one.claim).filter(Boolean))], titles = marks.map((one) => one.title).filter(Boolean);
    if (claims.length) span.dataset.claim = claims.join(" ");
    const role = marks.filter((one) => one.role && one.start === start).map((one) => one.role);
    if (role.length) span.dataset.role = [...new Set(role)].join(", ");
    if (titles.length) span.title = titles.join("; ");
    span.append(...nodes);
    return [span];
  }

  /** Text nodes of a stretch; hidden controls written out. */
  written(start, end) {
    const out = [];
    let text = this.points.slice(start, end), at = start;
    while (text) {
      const hidden = text.search(HIDDEN);
      const plain = hidden < 0 ? text : text.slice(0, hidden);
      if (plain) {
        const node = document.createTextNode(plain);
        this.places.set(node, this.points.unit(at));
        out.push(node);
        at += Array.from(plain).length;
      }
      if (hidden < 0) break;
      const shown = document.createElement("span");
      shown.className = "hiddenchar";
      shown.textContent = `‹U+${text.charCodeAt(hidden).toString(16).toUpperCase().padStart(4, "0")}›`;
      this.places.set(shown.firstChild, {whole: at});
      out.push(shown);
      text = text.slice(hidden + 1);
      at += 1;
    }
    return out;
  }

  /** The selected words of the text, {start, end, text}, or null. */
  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.holder.contains(range.commonAncestorContainer)) return null;
    const start = this.place(range.startContainer, range.startOffset, false), end = this.place(range.endContainer, range.endOffset, true);
    return start === null || end === null || start >= end ? null : this.points.trimmed(start, end);
  }

  /** The character at a boundary of the page. */
  place(node, offset, ends) {
    if (node.nodeType !== Node.TEXT_NODE) {
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), child = node.childNodes[offset];
      let found = null;
      for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const past = child ? !(child.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_PRECEDING) : false;
        if (past) { if (!ends || found === null) return this.place(text, 0, ends); break; }
        found = text;
      }
      return found ? this.place(found, found.length, ends) : null;
    }
    const held = this.places.get(node);
    if (held === undefined) return null;
    if (typeof held === "object") return ends && offset ? held.whole + 1 : held.whole;
    return this.points.point(held + offset);
  }
}
