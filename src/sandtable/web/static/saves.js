// Saves, one after another. Invariant: they reach the server in the order in which they were made, none is lost while another is
// under way, and what could not be saved is told of and put back to what it was.

import {say, Refused} from "/static/desk.js";

const PAUSE = 3000; // between tries while the server does not answer
const waiting = [];
let busy = false, stopped = null;

/** How many saves are not yet acknowledged. */
export const pending = () => waiting.length;

/** Have something saved: `run` sends it and is awaited; `failed` puts back what the page showed. Where the server does not answer
    it is tried again, until it does or the analyst gives up. */
export function save(run, failed) {
  return new Promise((done) => { waiting.push({run, failed, done}); work(); });
}

async function work() {
  if (busy) return;
  busy = true;
  while (waiting.length) {
    const one = waiting[0];
    try {
      const got = await one.run();
      if (stopped) say("Saved: the server answers again.");
      stopped = null;
      waiting.shift();
      one.done(got);
      await null; // whoever waits for it learns of it before the next is sent, which may be its undoing
    } catch (error) {
      if (!(error instanceof Refused)) { waiting.shift(); one.failed(error); busy = false; throw error; }
      if (error.status === 0 || error.status === 503) {
        if (await givenUp(error)) { for (const left of waiting.splice(0).reverse()) left.failed(error, true); say("What was not saved is back to what it was.", {trouble: true}); }
        continue;
      }
      waiting.shift();
      await one.failed(error);
    }
  }
  busy = false;
}

/** Wait a while; whether the analyst gave up meanwhile. */
function givenUp(error) {
  if (!stopped) stopped = {gone: false};
  const here = stopped;
  const n = waiting.length;
  say(`Not saved yet (${n} ${n === 1 ? "decision" : "decisions"}): ${error.message}. It is tried again.`, {trouble: true, seconds: 3600, action: ["Give up", () => { here.gone = true; }]});
  return new Promise((done) => setTimeout(() => { if (here.gone) stopped = null; done(here.gone); }, PAUSE));
}

addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
