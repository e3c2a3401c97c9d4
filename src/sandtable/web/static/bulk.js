// One verdict on all that the filter leaves. Invariant: what is sent is the number that was asked about; where it is another by now, nothing
// is stored and the new number is shown.

import {ask, question, say, send, Refused, who} from "/static/desk.js";
import {gave, reasons} from "/static/reasons.js";

const LISTS = ["kind", "actor", "place", "status"];

/** The filter of the address bar, as the queue's parameters. */
export function filter() {
  const out = new URLSearchParams();
  for (const [key, value] of new URLSearchParams(location.search)) if (key !== "claim" && value) out.append(key, value);
  return out;
}

/** The same as the body of a request has it. */
function body(parameters) {
  const out = {};
  for (const [key, value] of parameters) {
    if (LISTS.includes(key)) (out[key] ||= []).push(value);
    else out[key] = key === "below" ? Number(value) : value;
  }
  return out;
}

/** How many claims there are now; null where the server does not tell. */
async function count() {
  try {
    return await ask(`/api/v1/queue?${filter()}&limit=1`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, {trouble: true});
    return null;
  }
}

/** Decide on all: the batch, or null where nothing was stored. */
export async function all(verdict, done) {
  const counted = await count();
  if (!counted) return null;
  const n = counted.counts.claims, claims = `${n.toLocaleString("en")} ${n === 1 ? "claim" : "claims"}`;
  const name = await who();
  if (!name) return null;
  const why = await question(`${verdict === "accept" ? "Accept" : "Reject"} ${claims} at once?`, {label: "Why", offers: reasons()});
  if (why === null || !why.trim()) return null;
  gave(why.trim());
  try {
    const batch = await send("/api/v1/decisions/bulk", {verdict, who: name, why: why.trim(), filter: body(filter()), expected: n, upto: counted.upto});
    say(`${verdict === "accept" ? "Accepted" : "Rejected"} ${claims}.`, {action: ["Undo", done.undo(batch)], seconds: 30});
    return batch;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say(error.message, {trouble: true});
    return null;
  }
}
