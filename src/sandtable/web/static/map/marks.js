// The pictures that the map asks for by name. Invariant: every look is told by shape as well as colour: clusters by the shares of
// a ring (contested hatched, unknown open), assaults by a star, sieges by a toothed ring.

import {pictures} from "./pictures.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
let tokens = new Map();
dark.addEventListener("change", () => { tokens = new Map(); });
/** A token of the style sheet; asked for once, since a step of the slider needs some hundreds. */
export function css(name) {
  if (!tokens.has(name)) tokens.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  return tokens.get(name);
}
export const SLOTS = Object.keys(Object.fromEntries([...Array(40).keys()].filter((n) => css(`--c${n}`)).map((n) => [n, 1]))).length;
export const colour = (slot) => css(`--c${Number(slot) < 0 || Number(slot) >= SLOTS ? SLOTS - 1 : slot}`);
export const drawn = pictures(css, colour);
export const SHARES = [...Array(SLOTS - 1).keys()].map(String).concat("o", "x", "q"); // other, contested, unknown or stale
const EIGHTHS = 8;

/** A ring of shares: which part of a cluster is held by whom. `mix`: eighths by share, in the order of SHARES. */
function ring(mix) {
  const size = 44, r = 16, width = 7;
  return drawn.canvas(size, size, (g) => {
    g.translate(size / 2, size / 2);
    g.beginPath(); g.arc(0, 0, r + width / 2 + 1.5, 0, 7); g.fillStyle = css("--halo"); g.fill();
    let from = -Math.PI / 2;
    mix.forEach((eighths, i) => {
      if (!eighths) return;
      const to = from + (eighths / EIGHTHS) * 2 * Math.PI, share = SHARES[i];
      g.beginPath(); g.arc(0, 0, r, from, to); g.lineWidth = width;
      g.strokeStyle = share === "x" || share === "q" ? css("--land") : colour(share === "o" ? -1 : share);
      g.stroke();
      if (share === "x") { g.setLineDash([3, 3]); g.strokeStyle = css("--fg"); g.stroke(); g.setLineDash([]); }
      if (share === "q") { g.lineWidth = 1.2; g.strokeStyle = css("--soft"); for (const edge of [r - width / 2, r + width / 2]) { g.beginPath(); g.arc(0, 0, edge, from, to); g.stroke(); } }
      g.save(); g.rotate(from); g.fillStyle = css("--halo"); g.fillRect(r - width / 2 - 1, -0.8, width + 2, 1.6); g.restore();
      from = to;
    });
  });
}

/** Shares in eighths that add up, the greatest remainders rounded up. */
export function eighths(counts) {
  const total = counts.reduce((a, b) => a + b, 0) || 1, exact = counts.map((c) => (c / total) * EIGHTHS), out = exact.map(Math.floor);
  let left = EIGHTHS - out.reduce((a, b) => a + b, 0);
  for (const i of exact.map((e, n) => [e - out[n], n]).sort((a, b) => b[0] - a[0]).map((x) => x[1])) { if (left-- <= 0) break; out[i] += 1; }
  return out;
}

function burst(fresh, slot) {
  return drawn.canvas(26, 26, (g) => {
    g.translate(13, 13);
    g.beginPath();
    for (let i = 0; i < 16; i++) { const r = i % 2 ? 5 : 11; g.lineTo(r * Math.sin((i * Math.PI) / 8), -r * Math.cos((i * Math.PI) / 8)); }
    g.closePath();
    g.strokeStyle = css("--halo"); g.lineWidth = 4; g.stroke();
    g.fillStyle = fresh ? colour(slot) : css("--land"); g.fill();
    g.strokeStyle = fresh ? css("--fg") : colour(slot); g.lineWidth = 1.4; g.stroke();
  });
}

function siege(slot) {
  return drawn.canvas(44, 44, (g) => {
    g.translate(22, 22);
    for (const [paint, width] of [[css("--halo"), 5], [colour(slot), 2.4]]) {
      g.strokeStyle = paint; g.lineWidth = width;
      g.beginPath(); g.arc(0, 0, 17, 0, 7); g.stroke();
      for (let i = 0; i < 12; i++) { g.save(); g.rotate((i * Math.PI) / 6); g.beginPath(); g.moveTo(0, -17); g.lineTo(0, -11); g.stroke(); g.restore(); }
    }
  });
}

/** The picture of a name, or null for one that is none of ours. */
export function picture(name) {
  const [what, ...rest] = name.split("/");
  if (what === "spot") {
    const [shape, style, slots, partial, vague] = rest;
    return drawn.marker({style, slots: slots.split("_").map(Number), partial: partial === "1"}, shape, vague === "1");
  }
  if (what === "head") return drawn.head(Number(rest[0]));
  if (what === "sym") return drawn.symbolImage(rest[0], Number(rest[1]));
  if (what === "mix") return ring(eighths(rest.map(Number)));
  if (what === "burst") return burst(rest[0] === "1", Number(rest[1]));
  if (what === "ring") return siege(Number(rest[0]));
  return null;
}

/** Such a picture as an element, for lists and the legend. */
export function icon(name, size = 22) {
  const image = picture(name), c = document.createElement("canvas");
  c.width = image.width; c.height = image.height;
  c.style.width = `${(image.width / image.height) * size}px`; c.style.height = `${size}px`;
  c.setAttribute("aria-hidden", "true");
  c.getContext("2d").putImageData(image, 0, 0);
  return c;
}
