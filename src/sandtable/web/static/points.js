// Offsets into a text. Invariant: the server counts characters (code points), the browser UTF-16 units; every offset outside this
// module and the page's own text nodes is in characters.

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** A text, cut by characters. */
export class Points {
  constructor(text) {
    this.text = text;
    // Where each pair of units stands, in characters: it takes two units for one character.
    this.pairs = [];
    let seen = 0;
    for (const found of text.matchAll(PAIR)) this.pairs.push(found.index - seen++);
    this.length = text.length - this.pairs.length;
  }

  /** How many of the pairs stand before a character. */
  before(at) {
    let low = 0, high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] < at) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** Characters to units. */
  unit(at) { return at + this.before(at); }

  /** Units to characters; the middle of a pair counts as its beginning. */
  point(unit) {
    let low = 0, high = this.pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.pairs[middle] + middle + 1 < unit) low = middle + 1; else high = middle;
    }
    const inside = low < this.pairs.length && this.pairs[low] + low + 1 === unit;
    return unit - low - (inside ? 1 : 0);
  }

  slice(start, end) { return this.text.slice(this.unit(start), this.unit(end)); }

  /** The span of some words nearest to a place, or null: {start, end, text}. */
  find(words, near) {
    if (!words) return null;
    const from = this.unit(near);
    const after = this.text.indexOf(words, from), before = this.text.lastIndexOf(words, from);
    if (after < 0 && before < 0) return null;
    const best = before < 0 || (after >= 0 && after - from <= from - before) ? after : before;
    return this.span(this.point(best), this.point(best + words.length));
  }

  /** A span as the contract has it. */
  span(start, end) { return {start, end, text: this.slice(start, end)}; }

  /** A span without the white space at its ends; null where there is nothing else. */
  trimmed(start, end) {
    const text = this.slice(start, end), front = text.length - text.trimStart().length;
    const whole = text.trim();
    if (!whole) return null;
    const first = this.unit(start) + front;
    return this.span(this.point(first), this.point(first + whole.length));
  }

  /** The sentence around a span; within a long text, of what stands near it. */
  sentence(start, end) {
    const reach = 2000, from = Math.max(0, this.unit(start) - reach), to = Math.min(this.text.length, this.unit(end) + reach);
    const part = this.text.slice(from, to), first = this.unit(start) - from, last = this.unit(end) - from;
    let low = 0, high = part.length;
    for (const {index, segment} of new Intl.Segmenter("en", {granularity: "sentence"}).segment(part)) {
      if (index <= first) low = index;
      if (index + segment.length >= last) { high = index + segment.length; break; }
    }
    return this.trimmed(this.point(from + low), this.point(from + high)) || this.span(start, end);
  }
}
