// Days, and the map's data of them. Invariant: what is given for a day is what the server answered for that very day, and one
// request fetches many days, so that a step asks nobody.

import {ask} from "/static/desk.js";

const DAY = 86400000;
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const REACH = 30; // days of one request
const AGAIN = 2000; // milliseconds after which a map that was behind is asked for again
const KEPT = 12; // requests whose answers are kept for one question

export const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
export const iso = (n) => new Date(n * DAY).toISOString().slice(0, 10);
export const words = (n) => { const d = new Date(n * DAY); return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`; };
export const today = () => Math.floor(Date.now() / DAY);

/** The maps of one question (whose word, as known when), by spans of days. */
export class Sheets {
  /** `fresh()` is called where a map that was behind the ledger has come up to it. */
  constructor(question, fresh) {
    this.question = String(question);
    this.fresh = fresh;
    this.closed = false;
    this.spans = [];
    this.asked = new Map();
  }

  /** What is at hand for a day: its sheet and the day's number in it, or null. */
  at(day) {
    const found = this.spans.find((s) => s.first <= day && day <= s.last);
    return found ? {sheet: found.sheet, n: day - found.first} : null;
  }

  /** The same, asked for where it is not at hand: first the day alone, so that it is soon there, then the days about it. */
  async fetch(day) {
    if (!this.at(day)) await this.get(day, day);
    return this.at(day);
  }

  /** Have the days about one at hand, those ahead first; what fails here is told when the day itself is asked for. */
  async about(day, ahead = 1) {
    const from = Math.floor(day / REACH) * REACH;
    for (const first of [from, from + ahead * REACH]) {
      const last = first + REACH - 1;
      if (!this.spans.some((s) => s.first <= first && last <= s.last)) await this.get(first, last);
    }
  }

  get(first, last) {
    const key = `${first}-${last}`;
    if (!this.asked.has(key)) {
      const question = `/api/v1/map?on=${iso(first)}&to=${iso(last)}&earlier=true${this.question ? `&${this.question}` : ""}`;
      this.asked.set(key, ask(question).then((sheet) => { this.keep({first, last, sheet: indexed(sheet)}); if (sheet.behind) this.again(first, last); }).finally(() => this.asked.delete(key)));
    }
    return this.asked.get(key);
  }

  /** Ask again for what was behind, until it is not. */
  again(first, last) {
    setTimeout(() => { if (!this.closed) this.get(first, last).then(this.fresh, () => this.again(first, last)); }, AGAIN);
  }

  keep(span) {
    // The newest comes first, and takes the place of those whose days it has.
    this.spans = [span, ...this.spans.filter((s) => !(span.first <= s.first && s.last <= span.last))].slice(0, KEPT);
  }
}

function indexed(sheet) {
  sheet.byId = new Map(sheet.places.map((place) => [place.id, place]));
  return sheet;
}

/** Who holds a place of a sheet on a day of it, or undefined. */
export const run = (place, n) => place.runs.find((r) => r.from <= n && n <= r.to);
