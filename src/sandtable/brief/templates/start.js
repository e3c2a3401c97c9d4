function pageSymbols() {
  for (const el of document.querySelectorAll(".sym[data-sidc]")) {
    const drawn = symbol(el.dataset.sidc, Number(el.dataset.slot), 22).asDOM();
    if (el instanceof SVGElement) {
      const box = symbol(el.dataset.sidc, Number(el.dataset.slot), 22).getSize();
      el.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
    }
    el.replaceChildren(drawn);
  }
}
pageSymbols();
clock();
if (innerWidth <= 820) $("legend").open = false;
if (data.spots.length && webgl()) {
  $("map").hidden = false;
  $("time").hidden = false;
  $("still").hidden = true;
  try {
    start();
  } catch (error) {
    map = null;
    fallback("The live map could not start (" + error.message + ").");
  }
} else fallback(data.spots.length ? "This browser has no WebGL, which the live map needs." : "No place to draw.");
setDay(data.on);
dark.addEventListener("change", () => {
  pageSymbols();
  if (!map) return;
  const camera = {center: map.getCenter(), zoom: map.getZoom()};
  map.remove();
  start(camera);
});
globalThis.sandtable = {select, setDay, get map() { return map; }, get state() { return state; }};
