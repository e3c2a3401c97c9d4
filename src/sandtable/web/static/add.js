// Handing in reports, and what becomes of them. Invariant: whatever was given has a line on the page, from the moment it was given until
// its end, and every report of it an outcome; names and titles are put there as text.

import {ask, send, say, shortcuts, visible} from "/static/desk.js";

const AT = "/api/v1/intake";
const LARGEST = 25_000_000; // bytes of a file
const AT_ONCE = 3; // files on their way
const SHOWN = 200; // outcomes of a job, refusals apart
const FATES = {stored: ["✓ stored", "accepted"], known: ["= known already", "unknown"], refused: ["✕ refused", "rejected"]};
const STAGES = {waiting: "waits its turn", loading: "loading the reader", opening: "being opened", reading: "being read", done: "done", stopped: "stopped"};
const KINDS = {pasted: "text", file: "file", address: "address"};

const byId = (id) => document.getElementById(id);
const make = (tag, props = {}, ...inner) => { const el = Object.assign(document.createElement(tag), props); el.append(...inner); return el; };
const words = (text) => make("bdi", {textContent: visible(text)});
const count = (n, one) => `${n.toLocaleString("en")} ${one}${n === 1 ? "" : "s"}`;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

const told = byId("progress");
/** A line for what was given, on top of the list. `last`: below it. */
function line(kind, name, last = false) {
  const stage = make("span", {className: "soft", textContent: "being sent"});
  const bar = make("progress", {hidden: true});
  bar.setAttribute("aria-label", `How far ${name} is`);
  const list = make("ol", {className: "rows"});
  const item = make("li", {}, make("h3", {}, words(name)), " ", make("span", {className: "soft", textContent: `${KINDS[kind]}, `}), stage, " ", bar, list);
  byId("jobs")[last ? "append" : "prepend"](item);
  return {item, stage, bar, list, name, rows: 0, left: 0, more: null};
}

function outcome(one) {
  const [word, state] = FATES[one.fate];
  const row = make("li", {}, make("span", {className: `state ${state}`, textContent: word}), " ");
  const title = one.title || one.source;
  row.append(one.report ? make("a", {href: `/reports/${encodeURIComponent(one.report)}`}, words(title)) : words(title));
  const about = [one.publisher, one.published].filter(Boolean).map(visible).join(", ");
  if (about) row.append(make("span", {className: "soft", textContent: ` ${about}`}));
  if (one.fate === "stored") row.append(make("span", {textContent: ` ${count(one.claims, "claim")}${one.warnings ? `, ${count(one.warnings, "warning")}` : ""}`}));
  if (one.why) row.append(make("span", {className: "why"}, ": ", words(one.why)));
  for (const text of one.said) row.append(make("div", {className: "soft"}, words(text)));
  for (const copy of one.copies) row.append(make("div", {className: "soft"}, "has the words of ", make("a", {href: `/reports/${encodeURIComponent(copy.id)}`}, words(copy.title))));
  return row;
}

function fill(to, job) {
  const tally = ["stored", "known", "refused"].filter((fate) => job[fate]).map((fate) => `${job[fate].toLocaleString("en")} ${fate}`).join(", ");
  const over = job.stage === "done" || job.stage === "stopped";
  to.stage.textContent = STAGES[job.stage] + (job.total > 1 && !over ? `, ${job.done} of ${job.total}` : "") + (tally && (over || job.total > 1) ? `: ${tally}` : "");
  to.bar.hidden = over;
  if (job.stage === "reading" && job.total) Object.assign(to.bar, {max: job.total, value: job.done});
  else to.bar.removeAttribute("value");
  for (const one of job.outcomes) {
    if (to.rows < SHOWN || one.fate === "refused") { to.list.append(outcome(one)); to.rows += 1; } else to.left += 1;
  }
  if (to.left) {
    to.more ??= make("li", {className: "soft"});
    to.more.textContent = `and ${to.left.toLocaleString("en")} more that are stored or known`;
    to.list.append(to.more);
  }
  return over;
}

/** Follow a job to its end. */
async function watch(job, to) {
  const tell = () => { told.textContent = `${visible(to.name)}: ${to.stage.textContent}${job.why ? `, ${visible(job.why)}` : ""}`; };
  for (let seen = 0, wait = 250, stage = ""; ; wait = Math.min(wait * 1.3, 1500)) {
    const over = fill(to, job);
    seen += job.outcomes.length;
    if (over && job.next === null) break;
    if (!over && stage !== job.stage) tell(); // not at every report: it is read out
    stage = job.stage;
    if (!over) await pause(wait);
    try {
      job = await ask(`${AT}/${job.id}?after=${seen}`);
    } catch (error) {
      if (error.status === 404) { fail(to, "the server was started anew and no longer knows of it: see in the ledger what of it was stored"); return; }
      to.stage.textContent = error.message;
      job = {...job, outcomes: [], next: seen};
      await pause(2000);
    }
  }
  if (job.why) to.list.append(make("li", {className: "why"}, words(job.why)));
  tell();
}

function fail(to, why) {
  to.stage.textContent = "not added";
  to.bar.hidden = true;
  to.list.append(make("li", {}, make("span", {className: "state rejected", textContent: FATES.refused[0]}), make("span", {className: "why"}, ": ", words(why))));
  told.textContent = `${visible(to.name)}: ${visible(why)}`;
}

/** Hand something in, again and again where too much waits: whether it was taken. */
async function hand(path, body, to) {
  for (;;) {
    try {
      const job = await send(path, body);
      await watch(job, to);
      return true;
    } catch (error) {
      if (error.status !== 503 || error.problem.type !== "urn:sandtable:problem:busy") { fail(to, error.message); return false; }
      to.stage.textContent = "waits until others are read";
      await pause(2000);
    }
  }
}

const field = (form, name) => form.elements.namedItem(name);
const fields = (form) => Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));

byId("paste").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target, sent = {text: "", ...fields(form)};
  const to = line("pasted", sent.title || "pasted text");
  for (const name of ["text", "title", "url"]) field(form, name).value = "";
  field(form, "text").focus();
  if (!await hand(AT, sent, to)) {
    if (!field(form, "text").value) for (const [name, value] of Object.entries(sent)) field(form, name).value = value;
    say("The text was not added; the line below says why.", {trouble: true});
  }
});

byId("web").addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = {...fields(event.target), ...fields(byId("stand-in"))};
  hand(`${AT}/addresses`, sent, line("address", sent.url));
  event.target.reset();
});

const files = [];
let underWay = 0;
async function next() {
  if (underWay >= AT_ONCE || !files.length) return;
  const [file, to, beside] = files.shift();
  underWay += 1;
  try {
    await hand(`${AT}/files?${new URLSearchParams({name: file.name.slice(-300), ...beside})}`, file, to);
  } finally {
    underWay -= 1;
    next();
  }
}
function give(given) {
  for (const file of given) {
    const to = line("file", file.name);
    if (file.size > LARGEST) { fail(to, `it is larger than ${LARGEST / 1_000_000} MB: split it, or use sandtable ingest`); continue; }
    to.stage.textContent = "waits in this page";
    files.push([file, to, fields(byId("stand-in"))]);
    next();
  }
}
byId("files").addEventListener("change", (event) => { give([...event.target.files]); event.target.value = ""; });
const carries = (event) => event.dataTransfer?.types.includes("Files");
document.addEventListener("dragover", (event) => { if (carries(event)) { event.preventDefault(); document.body.classList.add("over"); } });
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("over"); });
document.addEventListener("drop", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  document.body.classList.remove("over");
  const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
  const folders = items.map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry?.isDirectory).map((entry) => entry.name);
  for (const name of folders) fail(line("file", name), "it is a folder: drop the files in it, or use sandtable ingest");
  give([...event.dataTransfer.files].filter((file) => !folders.includes(file.name)));
});

shortcuts({
  t: ["paste a text", () => field(byId("paste"), "text").focus()],
  f: ["choose files", () => byId("files").click()],
  w: ["fetch an address", () => field(byId("web"), "url").focus()],
});

ask(AT).then(({jobs}) => {
  for (const job of jobs.slice(0, 20)) watch({...job, next: 0}, line(job.kind, job.name, true));
}, (error) => say(error.message, {trouble: true}));
