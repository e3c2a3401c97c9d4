// Who else reads this report. Invariant: it tells and asks every fifteen seconds while the page is looked at, and stays silent where
// the server does not answer.

import {send, Refused} from "/static/desk.js";

const EVERY = 15000;
const page = Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join("");
let timer = 0, report = "";

/** Tell that a report is open here; `told` is called with the names of the others. */
export function present(id, name, told) {
  clearInterval(timer);
  report = id;
  const beat = async () => {
    if (document.hidden || !name()) return;
    try {
      const got = await send(`/api/v1/reports/${encodeURIComponent(id)}/presence`, {page, who: name()});
      if (report === id) told(got.others);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  };
  beat();
  timer = setInterval(beat, EVERY);
}
