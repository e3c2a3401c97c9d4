// A small map to choose a place on. Invariant: it draws coast and borders that the desk serves, and points that were found; it asks
// no other host for anything.

import {lay, refine} from "/static/map/ground.js";

const VENDOR = "/static/vendor/";

function script(address) {
  return new Promise((done, failed) => {
    if (window.maplibregl) { done(); return; }
    const tag = document.createElement("script");
    tag.src = address;
    tag.addEventListener("load", done);
    tag.addEventListener("error", () => failed(new Error("the map could not be loaded: load the page anew")));
    document.head.append(tag);
  });
}

function style() {
  if (document.querySelector('link[href$="maplibre-gl.css"]')) return;
  document.head.append(Object.assign(document.createElement("link"), {rel: "stylesheet", href: `${VENDOR}maplibre-gl.css`}));
}

const NOTHING = {type: "FeatureCollection", features: []};
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A map in an element. */
export class Picker {
  /** Make it: `near` is called with the point of a click, `take` with a found place that was clicked. */
  static async open(holder, near, take) {
    style();
    await script(`${VENDOR}maplibre-gl-csp.js`);
    const {maplibregl} = window;
    maplibregl.setWorkerUrl(`${VENDOR}maplibre-gl-csp-worker.js`);
    const map = new maplibregl.Map({
      container: holder, center: [39, 34.5], zoom: 4.5, attributionControl: false, dragRotate: false, pitchWithRotate: false,
      style: {version: 8, sources: Object.fromEntries(["land", "cells", "borders", "found"].map((name) => [name, {type: "geojson", data: NOTHING}])), layers: [
        {id: "sea", type: "background", paint: {"background-color": colour("--sea")}},
        {id: "land", type: "fill", source: "land", maxzoom: 8, paint: {"fill-color": colour("--land"), "fill-antialias": false}},
        {id: "cells", type: "fill", source: "cells", minzoom: 5, paint: {"fill-color": colour("--land"), "fill-antialias": false}},
        {id: "borders", type: "line", source: "borders", paint: {"line-color": colour("--border"), "line-dasharray": [5, 2]}},
        {id: "found", type: "circle", source: "found", paint: {"circle-radius": 7, "circle-color": colour("--accent"), "circle-stroke-width": 2, "circle-stroke-color": colour("--halo")}},
      ]},
    });
    map.addControl(new maplibregl.NavigationControl({showCompass: false}));
    const made = new Picker(map);
    map.on("click", (event) => {
      const [hit] = map.queryRenderedFeatures(event.point, {layers: ["found"]});
      if (hit) take(made.list[hit.properties.n]); else near(event.lngLat.lat, event.lngLat.wrap().lng);
    });
    await new Promise((done) => map.once("load", done));
    const cells = new Set(), ground = () => refine(map, cells).catch(() => {}); // without it the points found are there all the same
    lay(map).catch(() => {});
    map.on("moveend", ground);
    ground();
    return made;
  }

  constructor(map) { this.map = map; this.list = []; }

  /** Show the places among what was found. */
  show(list) {
    this.list = list;
    const features = list.map((one, n) => ({type: "Feature", properties: {n}, geometry: {type: "Point", coordinates: [one.lon, one.lat]}})).filter((one) => one.geometry.coordinates[0] !== null);
    this.map.getSource("found").setData({type: "FeatureCollection", features});
    if (!features.length) return;
    const bounds = new window.maplibregl.LngLatBounds();
    for (const one of features) bounds.extend(one.geometry.coordinates);
    this.map.fitBounds(bounds, {padding: 40, maxZoom: 7.5, duration: 0});
  }

  close() { this.map.remove(); }
}
