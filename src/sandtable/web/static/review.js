// Reviewing: the queue, the text, the card. Invariant: the keyboard does everything; what was decided shows at once and is put back where
// it could not be saved; and the page shows of each claim what the server last told, with what is still on its way.

import {ask, question, Refused, say, send, shortcuts, who} from "/static/desk.js";
import {visible} from "/static/parts.js";
import {Marked} from "/static/marks.js";
import {Points} from "/static/points.js";
import {Editor, blank} from "/static/edit.js";
import {all, filter} from "/static/bulk.js";
import {card, conflict} from "/static/card.js";
import {drawHead, drawList, drawPicked} from "/static/lists.js";
import {present} from "/static/presence.js";
import {gave, reasons} from "/static/reasons.js";
import {save} from "/static/saves.js";

const API = "/api/v1", $ = (id) => document.getElementById(id), root = $("review");
const words = JSON.parse(root.dataset.words), decides = root.dataset.decides === "true";
const STATUS = {accept: "accepted", edit: "edited", reject: "rejected"};
const EVERY = ["proposed", "accepted", "edited", "rejected"].map((one) => `status=${one}`).join("&");
const state = {list: [], counted: null, next: null, report: null, claims: [], warnings: [], mentions: [], at: null, editor: null, done: [], name: document.querySelector('meta[name="account"]')?.content || localStorage.getItem("sandtable.who") || "", opening: 0};
const marked = new Marked($("body"), (ids) => choose(state.claims.find((one) => ids.includes(one.claim.id))));
const tell = (text, options) => say(visible(text), options); // what it quotes may be anybody's words
const trouble = (error) => { if (!(error instanceof Refused)) throw error; tell(error.message, {trouble: true}); };
const known = (one) => state.list.find((report) => report.report.id === one)?.claims || [];

function step(to) {
  root.dataset.step = to;
  for (const tab of document.querySelectorAll("#steps button")) tab.toggleAttribute("aria-current", tab.dataset.to === to);
}

async function load(more = false) {
  const asked = filter();
  if (!more) { state.list = []; state.next = null; }
  try {
    const got = await ask(more ? state.next : `${API}/queue?${asked}`);
    state.list.push(...got.reports.filter((one) => !state.list.some((had) => had.report.id === one.report.id)));
    state.counted = got;
    state.next = got.next;
    list();
  } catch (error) { $("counts").textContent = error.message; trouble(error); }
}

function list() {
  drawList(state, {open, choose: (report, id) => open(report, id), many: root.dataset.many === "true"});
}

/** Show a report, and a claim of it: the given one, else the first that waits. */
async function open(id, claim = null, last = false) {
  if (state.editor && !leave()) return;
  if (state.report?.id === id && state.claims.length) { choose(state.claims.find((one) => one.claim.id === claim) || waiting()[0] || state.claims[0]); return; }
  const mine = ++state.opening;
  try {
    const [reading, head] = await Promise.all([ask(`${API}/readings/${encodeURIComponent(id)}`), ask(`${API}/reports/${encodeURIComponent(id)}`)]);
    const claims = [];
    for (let at = `${API}/claims?report=${encodeURIComponent(id)}&limit=200&${EVERY}`; at;) { const got = await ask(at); claims.push(...got.claims); at = got.next; }
    if (mine !== state.opening) return;
    claims.sort((a, b) => a.claim.evidence.start - b.claim.evidence.start || a.number - b.number);
    Object.assign(state, {report: {id, ...head}, claims, warnings: reading.warnings, mentions: reading.mentions, points: new Points(reading.report.text), at: null});
    const one = claims.find((found) => found.claim.id === claim) || (last ? waiting().at(-1) : waiting()[0]) || claims[0] || null;
    marked.show(state.points, reading.mentions, claims, one?.claim);
    drawHead($("head"), head, reading.report.text, reading.warnings);
    $("others").hidden = true;
    present(id, () => state.name, others);
    choose(one);
  } catch (error) { trouble(error); }
}

function others(names) {
  const told = names.length ? `${visible(names.join(", "))} ${names.length === 1 ? "is" : "are"} reading this too.` : "";
  if ($("others").textContent !== told) $("others").textContent = told;
  $("others").hidden = !told;
}

/** The claims of the report that wait for a decision. */
const waiting = () => state.claims.filter((one) => one.status === "proposed");

function choose(one) {
  if (state.editor && !leave()) return;
  state.at = one || null;
  const parameters = filter();
  if (one) parameters.set("claim", one.claim.id);
  if (state.report) history.replaceState(null, "", `/reports/${encodeURIComponent(state.report.id)}?${parameters}`);
  if (state.report && matchMedia("(max-width: 1000px)").matches && root.dataset.step === "list") step("text");
  marked.draw(state.claims, one?.claim);
  show();
  list();
  if (one && !one.history) past(one);
}

async function past(one) {
  try {
    const got = await ask(`${API}/claims/${encodeURIComponent(one.claim.id)}`);
    one.history = got;
    if (!one.busy) Object.assign(one, {status: got.status === "superseded" ? one.status : got.status, decision: got.decision, claim: got.claim});
    if (state.at === one) show();
  } catch (error) { trouble(error); }
}

function show() {
  if (state.editor) return;
  const one = state.at, told = document.createElement("p");
  told.className = "soft";
  told.textContent = state.report && !state.claims.length ? "Nothing was read from this report. Press m to add a missed claim." : "No claim is chosen.";
  $("card").replaceChildren(...(one ? card(one, {history: one.history, warnings: state.warnings, busy: one.busy, decides, acts}) : [told]));
}

function refresh() {
  marked.draw(state.claims, state.editor ? state.editor.draft : state.at?.claim, {scroll: false});
  show();
  list();
}

function move(by) {
  const n = state.claims.indexOf(state.at), to = state.claims[n + by];
  if (to) choose(to); else hop(by, by < 0);
}

/** The next report of the queue, or the one before. */
async function hop(by, last = false) {
  const n = state.list.findIndex((one) => one.report.id === state.report?.id);
  if (by > 0 && n + by >= state.list.length && state.next) await load(true);
  const to = state.list[n + by];
  if (to) await open(to.report.id, null, last); else tell(by > 0 ? "This is the last report of the queue." : "This is the first report of the queue.");
}

/** On to the next claim that waits, here or in the next report. */
function onward(one) {
  if (state.at !== one) return;
  const n = state.claims.indexOf(one), to = state.claims.slice(n + 1).find((other) => other.status === "proposed") || waiting()[0];
  if (to) choose(to); else if (state.list.length > 1) hop(1); else choose(one);
}

/** Decide on a claim: shown at once, saved in turn. */
async function decide(one, verdict, why = "", edited = null) {
  state.name = (await who()) || "";
  if (!state.name) { tell("Nothing was decided: a decision stands under a name.", {trouble: true}); return false; }
  const was = {status: one.status, claim: one.claim};
  Object.assign(one, {status: STATUS[verdict], claim: edited ? {...edited, id: one.claim.id} : one.claim, busy: (one.busy || 0) + 1});
  const act = {one, number: null};
  state.done.push(act);
  const back = () => { Object.assign(one, was, {busy: one.busy - 1}); state.done = state.done.filter((other) => other !== act); refresh(); };
  const sent = () => send(`${API}/decisions`, {claim: one.claim.id, verdict, who: state.name, why, after: one.decision, ...(edited ? {edited} : {})});
  save(sent, async (error, quiet) => {
    back();
    if (error.status === 409) {
      const mine = await conflict(error.problem.standing, error.problem.yours);
      one.decision = error.problem.standing.number;
      await past(one);
      refresh();
      if (mine) await decide(one, verdict, why, edited);
    } else if (error.status === 422 && edited) { choose(one); edit(edited, why); state.editor.tell(error.problem.errors || []); }
    else if (!quiet) tell(`Not saved: ${error.message}`, {trouble: true});
  }).then((ruling) => {
    act.number = ruling.number;
    one.decision = ruling.number;
    one.busy -= 1;
    one.history = null;
    if (state.at === one) past(one);
    list();
  });
  tell(`${line(one)}: ${STATUS[verdict]}.`);
  refresh();
  return true;
}

const line = (one) => `${one.claim.kind}, “${one.claim.evidence.trigger.text}”`;

const acts = {
  accept: () => judge("accept"),
  reject: () => judge("reject"),
  edit: () => edit(),
  undo: () => undo(),
};

async function judge(verdict) {
  const one = state.at;
  if (!one || !decides) return;
  let why = "";
  if (verdict === "reject") {
    const given = await question("Why is it rejected?", {label: "Reason", offers: reasons()});
    if (given === null || !given.trim()) return;
    why = given.trim();
    gave(why);
  }
  if (await decide(one, verdict, why)) onward(one);
}

/** Take back what was done last here, or the decision that stands on the chosen claim where one made it oneself. */
async function undo() {
  state.name ||= (await who()) || "";
  let act = state.done.pop();
  if (!act && state.at?.decision && state.at.history?.decisions.at(-1)?.who === state.name && !state.at.history.decisions.at(-1).undoes) act = {one: state.at, number: state.at.decision};
  if (!act) { tell("There is nothing of yours to undo."); return; }
  const {one} = act;
  if (one) one.busy = (one.busy || 0) + 1;
  const sent = () => (act.number === null ? Promise.resolve({made: 0}) : send(`${API}/decisions/${act.number}/undo`, {who: state.name}));
  save(sent, (error) => { if (one) one.busy -= 1; tell(`Not undone: ${error.message}`, {trouble: true}); refresh(); })
    .then(async (batch) => {
      tell(batch.made > 1 ? `Undone: ${batch.made} decisions.` : batch.made ? "Undone." : "That had not been saved: there is nothing to undo.");
      if (!one) { state.report && reopen(); await load(); return; }
      one.busy -= 1;
      if (state.claims.includes(one)) { choose(one); await past(one); refresh(); } else await open(one.report.id, one.claim.id);
    });
  refresh();
}

/** Ask for the open report anew. */
function reopen() {
  const id = state.report.id, at = state.at?.claim.id;
  state.claims = [];
  return open(id, at);
}

function editor(options) {
  state.editor = new Editor($("card"), {words, text: {points: state.points, mentions: state.mentions}, changed: () => { marked.draw(state.claims, state.editor.draft, {scroll: false}); picked(); }, cancel: () => { if (leave()) refresh(); }, ...options});
  if (root.dataset.step !== "list" && matchMedia("(max-width: 1000px)").matches) step("card");
}

function edit(draft = null, why = "") {
  const one = state.at;
  if (!one || !decides) return;
  editor({why, save: async (edited, reason) => {
    state.editor = null;
    gave(reason);
    if (await decide(one, "edit", reason, edited)) onward(one);
  }});
  state.editor.open(draft || one.claim);
}

/** A claim that the reading lacks: its words are those selected, else they are to be selected. */
function add() {
  if (!state.report || !decides) return;
  const span = marked.selected() || state.at?.claim.evidence.trigger || state.points.trimmed(0, Math.min(state.points.length, 40));
  if (!span) return;
  const sentence = state.points.sentence(span.start, span.end), {id} = state.report;
  editor({adding: true, save: async (claim, why) => {
    state.name = (await who()) || "";
    if (!state.name) return;
    const form = state.editor;
    save(() => send(`${API}/reports/${encodeURIComponent(id)}/claims`, {claim, who: state.name, why}), (error) => {
      if (error.status === 422 && state.editor === form) form.tell(error.problem.errors || []);
      else tell(`Not added: ${error.message}`, {trouble: true, action: error.problem.claim ? ["Show it", () => { if (!state.editor || leave()) { state.claims = []; open(id, error.problem.claim); } }] : null});
    }).then(async (ruling) => {
      if (state.editor === form) state.editor = null;
      state.done.push({one: {claim: ruling.edited, report: {id}, busy: 0}, number: ruling.number});
      tell(`Added: ${ruling.edited.kind}.`);
      if (state.report.id === id) { state.claims = []; await open(id, ruling.claim); }
    });
  }});
  state.editor.open(blank(state.editor.evidence(sentence, span)));
  marked.draw(state.claims, state.editor.draft, {scroll: false});
}

/** Leave the form; whether it may be left. */
function leave() {
  if (state.editor.touched && !confirm("Leave the form? What you changed in it is not saved.")) return false;
  state.editor = null;
  picked();
  return true;
}

/** The bar that offers what selected words may be used as. */
function picked() {
  drawPicked($("picked"), state.editor, marked.selected(), (what, span) => { document.getSelection().removeAllRanges(); state.editor.use(what, span); });
}

document.addEventListener("selectionchange", picked);
for (let n = 1; n <= 9; n++) shortcuts({[n]: ["use the selected words, in a form", () => {
  const span = state.editor && marked.selected(), what = state.editor?.uses[n - 1];
  if (span && what) { document.getSelection().removeAllRanges(); state.editor.use(what, span); }
}]});
shortcuts({
  j: ["next claim", () => move(1)], k: ["claim before", () => move(-1)], n: ["next report", () => hop(1)], p: ["report before", () => hop(-1)],
  a: ["accept", acts.accept], r: ["reject", acts.reject], e: ["edit", () => edit()], u: ["undo", acts.undo], m: ["add a missed claim", add],
  Escape: ["leave the form", () => { if (state.editor && leave()) refresh(); }],
});
$("card").addEventListener("keydown", (event) => { if (event.key === "Escape" && state.editor) { event.stopPropagation(); if (leave()) refresh(); } });
for (const tab of document.querySelectorAll("#steps button")) tab.addEventListener("click", () => step(tab.dataset.to));
$("more").addEventListener("click", () => load(true));
$("bar").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new URLSearchParams([...new FormData($("bar"))].filter(([, value]) => value.trim()));
  location.assign(`/queue?${given}`);
});
for (const verdict of ["accept", "reject"]) $(`${verdict}-all`).addEventListener("click", async () => {
  const undone = (batch) => async () => { state.done.push({one: null, number: batch.decision}); await undo(); };
  const batch = await all(verdict, {undo: undone});
  if (batch) state.done.push({one: null, number: batch.decision});
  await load();
  if (state.report) await reopen();
});
for (const [key, value] of new URLSearchParams(location.search)) { const field = $("bar").elements[key]; if (field) field.value = value; }
step(root.dataset.step);
const first = load();
if (root.dataset.report) open(root.dataset.report, new URLSearchParams(location.search).get("claim"));
else first.then(() => { if (state.list.length && !matchMedia("(max-width: 1000px)").matches) open(state.list[0].report.id); });
