// The form in which a claim is edited or a missed one added. Invariant: words are taken from the text with their offsets, never typed
// in; nothing is sent that lacks a role which its kind needs; and what the server finds amiss is told at its field.

import {bdi, button, choice, el} from "/static/parts.js";
import {choose} from "/static/entity.js";

const PLACES = new Set(["place", "origin", "destination", "via"]);
const NUMBERS = new Set(["quantity"]);

/** What a sent claim looks like before anything is filled in. */
export const blank = (evidence) => ({kind: "capture", roles: [], evidence, factuality: "asserted", stance: null, extent: null, time: null, attribution: [], plover: null, acled: null});

/** A claim being edited. `words`: the vocabulary; `text`: {points, mentions, selected()}; `changed` is called with the draft. */
export class Editor {
  constructor(holder, {words, text, changed, save, cancel, adding, why}) {
    Object.assign(this, {holder, words, text, changed, save, cancel, adding, why: why || ""});
    this.errors = [];
  }

  open(claim) {
    this.draft = structuredClone(claim);
    this.before = JSON.stringify(this.draft);
    this.render();
    this.holder.querySelector("select")?.focus();
  }

  get touched() { return JSON.stringify(this.draft) !== this.before; }

  /** What selected words may be used as, in the order of the digits. */
  get uses() {
    const [needed, besides] = this.words.roles[this.draft.kind];
    return [...needed, ...besides, "says", "time", "trigger", "sentence"];
  }

  /** Use some words of the text as a role or another part. */
  use(what, span) {
    const {draft} = this;
    if (what === "says") draft.attribution.push({...span, name: span.text, type: "party"});
    else if (what === "time") draft.time = {...span, earliest: draft.time?.earliest || null, latest: draft.time?.latest || null, granularity: draft.time?.granularity || "day"};
    else if (what === "trigger") this.trigger(span);
    else if (what === "sentence") draft.evidence = this.evidence(span, draft.evidence.trigger);
    else draft.roles.push({role: what, ...span, entity: this.guess(span, what)});
    this.after();
  }

  trigger(span) {
    const ev = this.draft.evidence, inside = ev.start <= span.start && span.end <= ev.end;
    this.draft.evidence = this.evidence(inside ? {start: ev.start, end: ev.end, text: ev.exact} : this.text.points.sentence(span.start, span.end), span);
  }

  evidence(sentence, trigger) {
    const {points} = this.text;
    return {start: sentence.start, end: sentence.end, exact: sentence.text, prefix: points.slice(Math.max(0, sentence.start - 32), sentence.start), suffix: points.slice(sentence.end, Math.min(points.length, sentence.end + 32)), trigger};
  }

  /** What a mention at the words was resolved to, where that fits the role. */
  guess(span, role) {
    const here = this.text.mentions.filter((m) => m.entity && m.start < span.end && span.start < m.end);
    const fits = (m) => (PLACES.has(role) ? m.entity.type === "place" : NUMBERS.has(role) ? m.entity.type === "quantity" : true);
    const best = here.filter(fits).sort((a, b) => Math.abs(a.start - span.start) + Math.abs(a.end - span.end) - Math.abs(b.start - span.start) - Math.abs(b.end - span.end))[0];
    return best ? best.entity : null;
  }

  after() {
    this.errors = [];
    this.changed(this.draft);
    this.render();
  }

  /** Tell what the server found amiss, each at its field. */
  tell(errors) {
    this.errors = errors.map(({at, says}) => ({at: at.replace(/^body\.(edited|claim)\.?/, ""), says}));
    this.render();
    (this.holder.querySelector("[aria-invalid]") || this.holder.querySelector(".amiss"))?.focus();
  }

  missing() {
    const {draft} = this, [needed] = this.words.roles[draft.kind], out = [];
    const having = new Set(draft.roles.map((role) => role.role));
    for (const role of needed) if (!having.has(role)) out.push({at: "roles", says: `${draft.kind} needs the role ${role}: select its words in the text, then choose “${role}”`});
    if (!this.adding && !this.why.trim()) out.push({at: "why", says: "say what was wrong with the claim as it was read"});
    return out;
  }

  submit() {
    this.draft.plover ||= null;
    const missing = this.missing();
    if (missing.length) { this.errors = missing; this.render(); (this.holder.querySelector("[aria-invalid]") || this.holder.querySelector(".amiss")).focus(); return; }
    this.save(this.draft, this.why.trim());
  }

  render() {
    const {draft} = this, focused = document.activeElement?.name;
    const form = el("form", {className: "edit", noValidate: true, "aria-label": this.adding ? "A missed claim" : "Edit the claim"},
      el("h2", {textContent: this.adding ? "A missed claim" : "Edit"}),
      el("p", {className: "soft", textContent: "Select words in the text, then press a digit or choose what they are."}),
      this.field("kind", "Kind", this.select("kind", Object.keys(this.words.roles), () => { draft.plover = draft.acled = null; if (draft.kind !== "statement") draft.stance = null; if (draft.kind !== "control") draft.extent = null; })),
      this.field("evidence", "Sentence", el("q", {}, bdi(draft.evidence.exact.slice(0, 400)))),
      this.field("evidence.trigger", "Words that carry it", this.spanned("trigger", draft.evidence.trigger)),
      el("fieldset", {}, el("legend", {textContent: "Roles"}), this.wrong("roles"), ...draft.roles.map((role, n) => this.role(role, n)), this.adder()),
      this.time(),
      this.field("factuality", "Factuality", this.select("factuality", this.words.factuality)),
      draft.kind === "statement" ? this.field("stance", "Stance", this.select("stance", ["", ...this.words.stance])) : null,
      draft.kind === "control" ? this.field("extent", "Extent", this.select("extent", ["", ...this.words.extent])) : null,
      this.says(),
      this.field("why", "Why", this.reason()),
      this.rest(),
      el("p", {className: "acts"}, el("button", {className: "main", textContent: this.adding ? "Add the claim" : "Save the edit"}), " ", button("Cancel", this.cancel)),
    );
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.submit(); } });
    this.holder.replaceChildren(form);
    if (focused) form.elements[focused]?.focus?.();
  }

  wrong(at) {
    const own = this.errors.filter((one) => one.at === at);
    return own.length ? el("p", {className: "amiss", tabIndex: -1, id: `amiss-${at}`, role: "alert", textContent: own.map((one) => one.says).join("; ")}) : null;
  }

  /** What is amiss at no field of the form. */
  rest() {
    const shown = /^(kind|evidence|evidence\.trigger|roles(\.\d+.*)?|time.*|factuality|stance|extent|attribution.*|why)$/;
    const left = this.errors.filter((one) => !shown.test(one.at));
    return left.length ? el("p", {className: "amiss", tabIndex: -1, role: "alert", textContent: left.map((one) => `${one.at} ${one.says}`).join("; ")}) : null;
  }

  field(at, words, control) {
    const wrong = this.wrong(at);
    if (wrong && control.matches("input, select")) { control.setAttribute("aria-invalid", "true"); control.setAttribute("aria-describedby", `amiss-${at}`); }
    return el("div", {className: "field"}, control.matches("input, select") ? el("label", {}, el("span", {textContent: words}), " ", control) : el("span", {}, el("span", {textContent: words}), " ", control), wrong);
  }

  select(key, values, then = () => {}) {
    const made = choice(values, this.draft[key], {name: key});
    made.addEventListener("change", () => { this.draft[key] = made.value || null; then(); this.after(); });
    return made;
  }

  /** The words of a span, with a field to find others in the text by typing them, for who has no pointer. */
  spanned(name, span, set = (found) => this.use(name, found)) {
    const input = el("input", {name: `words-${name}`, value: span.text, maxLength: 500, autocomplete: "off", "aria-label": `Words of the text for ${name}`});
    input.addEventListener("change", () => {
      const found = this.text.points.find(input.value.trim(), this.draft.evidence.start);
      if (found) { set(found); return; }
      this.errors = [{at: "why", says: `“${input.value.trim().slice(0, 60)}” does not stand in the text`}];
      this.render();
    });
    return el("span", {}, input);
  }

  role(role, n) {
    const [needed, besides] = this.words.roles[this.draft.kind], names = [...needed, ...besides];
    const kind = choice(names.includes(role.role) ? names : [...names, role.role], role.role, {name: `role-${n}`, "aria-label": "Role"});
    kind.addEventListener("change", () => { role.role = kind.value; this.after(); });
    const pick = async () => {
      const found = await choose(role.entity?.name || role.text, PLACES.has(role.role) || role.entity?.type === "place" ? "place" : "actor");
      if (found) { role.entity = found; this.after(); }
    };
    const set = (found) => { Object.assign(role, found); role.entity = this.guess(found, role.role) || role.entity; this.after(); };
    return el("div", {className: "role"}, kind, this.spanned(`role ${n + 1}`, role, set), el("span", {className: "stands"}, "stands for ", role.entity ? bdi(role.entity.name) : el("em", {textContent: "nobody known"})), NUMBERS.has(role.role) ? null : button("Choose", pick, {name: `choose-${n}`, "aria-label": `Choose whom or what “${role.text.slice(0, 60)}” stands for`}), button("×", () => { this.draft.roles.splice(n, 1); this.after(); }, {"aria-label": `Take out the role ${role.role}`}), this.wrong(`roles.${n}`), this.wrong(`roles.${n}.entity`));
  }

  adder() {
    const [needed, besides] = this.words.roles[this.draft.kind];
    const role = choice([...needed, ...besides], "", {name: "new-role", "aria-label": "Role of the words"}), words = el("input", {name: "new-words", maxLength: 500, autocomplete: "off", "aria-label": "Words of the text for a new role", placeholder: "words of the text"});
    const put = () => {
      const found = this.text.points.find(words.value.trim(), this.draft.evidence.start);
      if (found) { this.use(role.value, found); return; }
      if (words.value.trim()) { this.errors = [{at: "roles", says: `“${words.value.trim().slice(0, 60)}” does not stand in the text`}]; this.render(); }
    };
    words.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.ctrlKey) { event.preventDefault(); put(); } });
    return el("div", {className: "role"}, role, words, button("Add", put, {"aria-label": "Add the role"}));
  }

  time() {
    const {time} = this.draft;
    if (!time) return el("p", {className: "soft", textContent: "No time: select its words, then choose “time”."});
    const days = (key, words) => { const made = el("input", {type: "date", name: key, value: time[key] || "", min: "1900-01-01", max: "2199-12-31"}); made.addEventListener("change", () => { time[key] = made.value || null; this.changed(this.draft); }); return this.field(`time.${key}`, words, made); };
    const grain = choice(this.words.granularity, time.granularity, {name: "granularity", "aria-label": "Granularity"});
    grain.addEventListener("change", () => { time.granularity = grain.value; });
    return el("fieldset", {}, el("legend", {textContent: "Time"}), this.spanned("time", time), days("earliest", "Earliest"), days("latest", "Latest"), grain, " ", button("No time", () => { this.draft.time = null; this.after(); }), this.wrong("time"));
  }

  says() {
    const rows = this.draft.attribution.map((voice, n) => {
      const name = el("input", {name: `voice-${n}`, value: voice.name, maxLength: 300, "aria-label": "Name of the speaker"}), type = choice(this.words.voices, voice.type, {"aria-label": "Sort of speaker"});
      name.addEventListener("change", () => { voice.name = name.value.trim() || voice.text; });
      type.addEventListener("change", () => { voice.type = type.value; });
      const up = n ? button("↑", () => { this.draft.attribution.splice(n - 1, 2, voice, this.draft.attribution[n - 1]); this.after(); }, {"aria-label": "Further out"}) : null;
      return el("div", {className: "role"}, name, type, el("small", {}, "“", bdi(voice.text), "”"), up, button("×", () => { this.draft.attribution.splice(n, 1); this.after(); }, {"aria-label": "Take out the speaker"}), this.wrong(`attribution.${n}`));
    });
    return el("fieldset", {}, el("legend", {textContent: "Who says it, outermost first"}), ...(rows.length ? rows : [el("p", {className: "soft", textContent: "The report itself. Select a speaker's words, then choose “says”."})]), this.wrong("attribution"));
  }

  reason() {
    const input = el("input", {name: "why", value: this.why, maxLength: 4000, autocomplete: "off"});
    input.addEventListener("input", () => { this.why = input.value; });
    return input;
  }
}
