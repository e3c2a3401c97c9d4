// Land, borders, rivers and names under the picture. Invariant: asked of our own server alone, coarse at once and fine by cells as
// they come into view; what fails leaves the ground coarse and says nothing false.

import {ask} from "/static/desk.js";
import {ZOOM} from "./style.js";

const CELL = 10; // degrees
const MOST = 24; // cells on one view
const point = (at, properties) => ({type: "Feature", properties, geometry: {type: "Point", coordinates: at}});
const gather = (features) => ({type: "FeatureCollection", features});

let world = null; // one request for all maps of the page
const cells = new Map();

/** Put the coarse ground under a map. */
export async function lay(map) {
  world ??= ask("/api/v1/map/ground");
  const {land, borders, rivers, labels} = await world;
  for (const [name, data] of [["land", land], ["borders", borders], ["rivers", rivers]]) map.getSource(name)?.setData(data);
  map.getSource("countries")?.setData(gather(labels.map(({name, at, zoom}) => point(at, {name, zoom}))));
}

/** Have the cells in view under a map; `drawn` are the keys of those that are. */
export async function refine(map, drawn) {
  if (map.getZoom() < ZOOM.cells - 0.3) return;
  const box = map.getBounds(), keys = [];
  for (let c = Math.floor((box.getWest() + 180) / CELL); c <= Math.floor((box.getEast() + 180) / CELL); c += 1)
    for (let r = Math.floor((Math.max(box.getSouth(), -89.9) + 90) / CELL); r <= Math.floor((Math.min(box.getNorth(), 89.9) + 90) / CELL); r += 1) keys.push(`${((c % 36) + 36) % 36}/${r}`);
  const fresh = keys.slice(0, MOST).filter((key) => !drawn.has(key));
  if (!fresh.length) return;
  for (const key of fresh) drawn.add(key);
  await Promise.all(fresh.map((key) => cells.get(key) || cells.set(key, ask(`/api/v1/map/ground/${key}`)).get(key)));
  const there = await Promise.all([...drawn].map((key) => cells.get(key)));
  map.getSource("cells")?.setData(gather(there.map((cell) => cell.land)));
  map.getSource("cell-borders")?.setData(gather(there.map((cell) => cell.borders)));
  map.getSource("towns")?.setData(gather(there.flatMap((cell) => cell.labels).map(({id, name, at, rank, zoom}) => point(at, {id, name, rank, zoom}))));
}
