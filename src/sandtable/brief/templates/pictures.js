// --- pictures on canvas: shared by the brief, which takes them in, and the desk, which imports them -------------------
/** How markers, arrow heads and military symbols are drawn. `css` gives a token of the page's style, `colour` that of a slot. */
export const pictures = (css, colour) => {
  const RATIO = 2;
  function canvas(w, h, draw) {
    const c = Object.assign(document.createElement("canvas"), {width: w * RATIO, height: h * RATIO});
    const g = c.getContext("2d", {willReadFrequently: true});
    g.scale(RATIO, RATIO);
    draw(g);
    return g.getImageData(0, 0, c.width, c.height);
  }
  function outline(g, shape, r) {
    g.beginPath();
    if (shape === "crossing") { g.moveTo(0, -r * 1.25); g.lineTo(r * 1.25, 0); g.lineTo(0, r * 1.25); g.lineTo(-r * 1.25, 0); g.closePath(); }
    else if (shape === "site") g.rect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8);
    else g.arc(0, 0, r, 0, 7);
  }
  function marker(look, shape, vague) {
    const r = vague ? 10 : 6.5, size = 30, paint = look.slots.map(colour);
    return canvas(size, size, (g) => {
      g.translate(size / 2, size / 2);
      outline(g, shape, r + 1.8);
      g.fillStyle = css("--halo"); g.fill();
      g.globalAlpha = look.style === "faded" ? 0.45 : 1;
      outline(g, shape, r);
      g.save(); g.clip();
      g.fillStyle = look.style === "solid" || look.style === "faded" ? paint[0] : css("--land");
      if (look.partial) { g.fillStyle = css("--land"); g.fill(); g.fillStyle = paint[0]; g.fillRect(-r * 2, -r * 2, r * 2, r * 4); }
      else g.fill();
      if (look.style === "solid" && paint[1]) { g.fillStyle = paint[1]; g.fillRect(0, -r * 2, r * 2, r * 4); }
      if (look.style === "hatch") {
        g.rotate(Math.PI / 4);
        for (let i = -8; i < 8; i++) { g.fillStyle = paint[((i % paint.length) + paint.length) % paint.length]; g.fillRect(i * 3.2, -20, 3.2, 40); }
      }
      g.restore();
      outline(g, shape, r);
      if (vague || look.style === "none") g.setLineDash([3, 2.2]);
      const shared = look.style === "solid" && paint[1];
      g.lineWidth = look.style === "hatch" || shared ? 1 : 2.4;
      g.strokeStyle = look.style === "hatch" || shared ? css("--fg") : paint[0];
      g.stroke();
    });
  }
  function head(slot) {
    return canvas(20, 20, (g) => {
      g.translate(10, 10);
      g.beginPath(); g.moveTo(0, -8); g.lineTo(7, 7); g.lineTo(0, 3); g.lineTo(-7, 7); g.closePath();
      g.fillStyle = colour(slot); g.strokeStyle = css("--halo"); g.lineWidth = 1.4; g.stroke(); g.fill();
    });
  }
  function bright(hex) {
    const [r, g, b] = [1, 3, 5].map((i) => (parseInt(hex.slice(i, i + 2), 16) / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.2;
  }
  function symbol(sidc, slot, size) {
    const fill = colour(slot), ink = bright(fill) ? "#111" : "#fff";
    const inks = Object.fromEntries(["Civilian", "Friend", "Hostile", "Neutral", "Unknown", "Suspect"].map((k) => [k, ink]));
    return new ms.Symbol(sidc, {size, fillColor: fill, iconColor: inks, frameColor: inks, civilianColor: false, outlineColor: css("--halo"), outlineWidth: 3});
  }
  function symbolImage(sidc, slot) {
    const c = symbol(sidc, slot, 15).asCanvas(RATIO);
    return c.getContext("2d").getImageData(0, 0, c.width, c.height);
  }
  return {RATIO, canvas, outline, marker, head, symbol, symbolImage};
};
