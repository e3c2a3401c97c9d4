// Taking the map along: a picture, or a link. Invariant: a picture carries its day, its legend and where its outlines come from, so
// that it can be read away from the page.

import {icon, css} from "./marks.js";
import {shown} from "./panel.js";

const WIDE = 230; // pixels of the legend, at one pixel a point
const CREDIT = "Outlines: Natural Earth (public domain). Settlements: GeoNames (CC BY 4.0). Made with sandtable.";

/** A PNG of maps side by side. `maps`: [{canvas, title}]; `legend`: [[name of a picture, words]]; `title`: the day and whose word. */
export function picture(maps, legend, title) {
  const scale = devicePixelRatio;
  const width = maps.reduce((sum, m) => sum + m.canvas.width, 0) + WIDE * scale, height = maps[0].canvas.height, head = 34 * scale, foot = 20 * scale;
  const out = Object.assign(document.createElement("canvas"), {width, height: height + head + foot}), g = out.getContext("2d");
  const write = (text, x, y, size, token, most) => { g.font = `${size * scale}px system-ui, sans-serif`; g.fillStyle = css(token); g.fillText(text, x, y, most); };
  g.fillStyle = css("--bg"); g.fillRect(0, 0, out.width, out.height);
  write(shown(title), 10 * scale, 23 * scale, 16, "--fg", width - 20 * scale);
  let x = 0;
  for (const {canvas, title: words} of maps) {
    g.drawImage(canvas, x, head);
    if (words) { g.fillStyle = css("--panel"); g.fillRect(x + 6 * scale, head + 6 * scale, 220 * scale, 22 * scale); write(shown(words), x + 12 * scale, head + 21 * scale, 13, "--fg", 208 * scale); }
    x += canvas.width;
  }
  let y = head + 18 * scale;
  for (const [name, words] of legend) {
    if (y > head + height - 8 * scale) break;
    const mark = icon(name), high = 18 * scale, wide = (mark.width / mark.height) * high;
    g.drawImage(mark, x + 10 * scale, y - 13 * scale, wide, high);
    write(shown(words), x + 44 * scale, y, 12, "--fg", (WIDE - 50) * scale);
    y += 23 * scale;
  }
  write(CREDIT, 10 * scale, head + height + 14 * scale, 11, "--soft", width - 20 * scale);
  return new Promise((done) => { out.toBlob(done, "image/png"); });
}

/** Give a file to the reader. */
export function save(blob, name) {
  const at = URL.createObjectURL(blob), a = Object.assign(document.createElement("a"), {href: at, download: name});
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(at), 10000);
}
