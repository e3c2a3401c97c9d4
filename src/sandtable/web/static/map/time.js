// The bar of days. Invariant: the slider, the field and the picture are always of one day, and playing stops at the last day or at a
// touch of the hand.

import {iso, number, today, words} from "./days.js";
import {css} from "./marks.js";

const $ = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Clock {
  /** `step(day, playing)` is called on each new day, and waited for while playing. */
  constructor(step) {
    this.step = step;
    this.playing = null;
    this.changes = [];
    $("day").addEventListener("input", () => { this.stop(); this.set(this.first + Number($("day").value)); });
    $("date").addEventListener("change", () => { this.stop(); if ($("date").value) this.set(number($("date").value)); });
    $("prev").addEventListener("click", () => this.turn(-1));
    $("next").addEventListener("click", () => this.turn(1));
    $("play").addEventListener("click", () => this.toggle());
    new ResizeObserver(() => this.bars()).observe($("bars"));
  }

  /** The span of the slider and the days on which places are said to have changed hands. */
  span(days) {
    this.counts = new Map(days.days.map(([day, count]) => [number(day), count]));
    this.first = days.first ? number(days.first) : today();
    this.last = Math.min(days.last ? number(days.last) : today(), today() + 1);
    this.changes = [...this.counts.keys()].sort((a, b) => a - b);
    $("day").max = Math.max(this.last - this.first, 0);
    $("date").min = iso(this.first);
    $("date").max = iso(this.last);
    this.bars();
  }

  set(day) {
    this.day = Math.min(Math.max(day, this.first), this.last);
    $("day").value = this.day - this.first;
    $("day").setAttribute("aria-valuetext", words(this.day));
    $("date").value = iso(this.day);
    return this.step(this.day, Boolean(this.playing));
  }

  /** To the next day, or the one before. */
  move(by) { this.stop(); return this.set(this.day + by); }

  /** To the next change, or the one before. */
  turn(way) {
    this.stop();
    const found = way > 0 ? this.changes.find((n) => n > this.day) : this.changes.findLast((n) => n < this.day);
    return this.set(found ?? (way > 0 ? this.last : this.first));
  }

  toggle() { if (this.playing) this.stop(); else this.play(); }

  async play() {
    const run = {};
    this.playing = run;
    this.show();
    if (this.day >= this.last) await this.set(this.first);
    while (this.playing === run && this.day < this.last) {
      const speed = Number($("speed").value), began = performance.now();
      // With less motion asked for, from change to change and slowly.
      const next = calm.matches ? this.changes.find((n) => n > this.day) ?? this.last : this.day + 1;
      await this.set(next);
      const rest = (calm.matches ? 1200 : 1000 / speed) - (performance.now() - began);
      if (rest > 0) await new Promise((done) => { setTimeout(done, rest); });
    }
    if (this.playing === run) this.stop();
  }

  stop() { if (!this.playing) return; this.playing = null; this.show(); }

  show() {
    $("play").setAttribute("aria-pressed", String(Boolean(this.playing)));
    $("play").textContent = this.playing ? "❚❚ Pause" : "▶ Play";
  }

  /** A bar for each few days, as high as many claims tell of changes in them. */
  bars() {
    const canvas = $("bars"), width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width || !this.counts) return;
    canvas.width = width * 2; canvas.height = height * 2;
    const g = canvas.getContext("2d"), days = Math.max(this.last - this.first, 1), inset = 8, bins = new Array(Math.max(Math.min(days + 1, Math.floor((width - 2 * inset) / 3)), 1)).fill(0);
    for (const [day, count] of this.counts) if (day >= this.first && day <= this.last) bins[Math.min(bins.length - 1, Math.floor(((day - this.first) / (days + 1)) * bins.length))] += count;
    const most = Math.max(...bins, 1), step = (width - 2 * inset) / bins.length;
    g.scale(2, 2);
    g.fillStyle = css("--soft");
    bins.forEach((count, i) => { if (count) { const h = Math.max(1.5, Math.sqrt(count / most) * height); g.fillRect(inset + i * step, height - h, Math.max(step - 1, 1), h); } });
  }
}
