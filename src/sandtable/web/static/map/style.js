// The layers of the map. Invariant: places lie over lines, and lines over the ground; whatever can be chosen is in CHOSEN.

import {css, SHARES} from "./marks.js";

const FONT = ["sans-serif"]; // drawn by the browser: no glyph is fetched from anywhere
const none = {type: "FeatureCollection", features: []};
export const ZOOM = {cluster: 6, cells: 5, least: 1.5, most: 12};

const source = (data = none) => ({type: "geojson", data, tolerance: 0.1});
const counted = Object.fromEntries(SHARES.map((share) => [`n${share}`, ["+", ["case", ["==", ["get", "share"], share], 1, 0]]]));
// The picture of a cluster: its shares in eighths, so that a few hundred pictures do for all.
const mix = ["concat", "mix", ...SHARES.flatMap((share) => ["/", ["to-string", ["ceil", ["/", ["*", 8, ["get", `n${share}`]], ["get", "point_count"]]]]])];

export function style() {
  const ink = (name) => ({"text-color": css(name), "text-halo-color": css("--halo"), "text-halo-width": 1.6});
  const label = {"text-font": FONT, "text-padding": 3, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-justify": "auto"};
  const single = ["!", ["has", "point_count"]], cluster = ["has", "point_count"];
  // What fades from day to day is one source, so that a step sends its tiles once.
  const what = (kind) => ["==", ["get", "what"], kind];
  const outline = (id, from, extra = {}) => ({id, type: "line", source: from, layout: {"line-join": "round"}, paint: {"line-color": css("--border"), "line-width": 1.1, "line-dasharray": [5, 2]}, ...extra});
  return {
    version: 8,
    sources: {
      land: source(), borders: source(), rivers: source(), countries: source(), cells: source(), "cell-borders": source(), towns: source(),
      points: {...source(), cluster: true, clusterRadius: 34, clusterMaxZoom: ZOOM.cluster - 1, clusterMinPoints: 3, clusterProperties: counted},
      lines: source(), passing: source(), symbols: source(), way: source(), chosen: source(),
    },
    layers: [
      {id: "sea", type: "background", paint: {"background-color": css("--sea")}},
      {id: "land", type: "fill", source: "land", maxzoom: 8, paint: {"fill-color": css("--land"), "fill-antialias": false}},
      {id: "cells", type: "fill", source: "cells", minzoom: ZOOM.cells, paint: {"fill-color": css("--land"), "fill-antialias": false}},
      {id: "rivers", type: "line", source: "rivers", layout: {"line-join": "round"}, paint: {"line-color": css("--river"), "line-width": ["interpolate", ["linear"], ["zoom"], 4, 0.8, 9, 2.4]}},
      outline("borders", "borders", {maxzoom: ZOOM.cells + 1}),
      outline("cell-borders", "cell-borders", {minzoom: ZOOM.cells + 1}),
      {id: "countries", type: "symbol", source: "countries", filter: ["<=", ["get", "zoom"], ["zoom"]], layout: {"text-field": ["upcase", ["get", "name"]], "text-font": FONT, "text-size": 12, "text-letter-spacing": 0.2, "text-max-width": 40}, paint: {...ink("--soft"), "text-opacity": 0.8}},
      {id: "chosen-line", type: "line", source: "chosen", filter: ["==", ["geometry-type"], "LineString"], layout: {"line-cap": "round"}, paint: {"line-color": css("--focus"), "line-width": 13, "line-opacity": 0.35}},
      {id: "way-case", type: "line", source: "way", layout: {"line-cap": "round"}, paint: {"line-color": css("--halo"), "line-width": 9}},
      ...[["open", null], ["contested", [2.4, 1]], ["closed", [0.8, 0.8]], ["unknown", [0.2, 2]]].map(([status, dash]) => ({id: `way-${status}`, type: "line", source: "way", filter: ["==", ["get", "status"], status], layout: {"line-cap": status === "unknown" ? "round" : "butt"}, paint: {"line-color": css(status === "unknown" ? "--soft" : `--${status}`), "line-width": 5, ...(dash ? {"line-dasharray": dash} : {})}})),
      {id: "seg-case", type: "line", source: "lines", paint: {"line-color": css("--halo"), "line-width": 8}},
      {id: "seg", type: "line", source: "lines", layout: {"line-join": "round"}, paint: {"line-color": ["get", "c0"], "line-width": ["get", "width"], "line-gap-width": ["get", "gap"], "line-opacity": ["get", "alpha"]}},
      {id: "seg-hatch", type: "line", source: "lines", filter: ["==", ["get", "style"], "hatch"], paint: {"line-color": ["get", "c1"], "line-width": ["get", "width"], "line-dasharray": [1.6, 1.6]}},
      ...[["moves", true], ["moves-unsure", false]].map(([id, sure]) => ({id, type: "line", source: "passing", filter: ["all", what("move"), ["==", ["get", "sure"], sure]], layout: {"line-cap": sure ? "round" : "butt"}, paint: {"line-color": ["get", "color"], "line-width": 2.4, "line-opacity": ["get", "alpha"], ...(sure ? {} : {"line-dasharray": [2, 1.6]})}})),
      {id: "heads", type: "symbol", source: "passing", filter: what("head"), layout: {"icon-image": ["get", "icon"], "icon-rotate": ["get", "turn"], "icon-rotation-alignment": "map", "icon-allow-overlap": true, "icon-ignore-placement": true}, paint: {"icon-opacity": ["get", "alpha"]}},
      {id: "chosen", type: "circle", source: "chosen", filter: ["==", ["geometry-type"], "Point"], paint: {"circle-radius": 15, "circle-color": css("--focus"), "circle-opacity": 0.25, "circle-stroke-color": css("--focus"), "circle-stroke-width": 2}},
      {id: "events", type: "symbol", source: "passing", filter: what("event"), minzoom: 4, layout: {"icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 7, 1], "icon-offset": ["case", ["==", ["slice", ["get", "icon"], 0, 4], "ring"], ["literal", [0, 0]], ["literal", [-11, 9]]], "symbol-sort-key": ["get", "order"]}, paint: {"icon-opacity": ["get", "alpha"]}},
      {id: "points", type: "symbol", source: "points", filter: single, layout: {"icon-image": ["get", "icon"], "icon-size": ["interpolate", ["linear"], ["zoom"], 4.5, 0.65, 7, 1], "icon-allow-overlap": true, "symbol-sort-key": ["-", 9, ["get", "order"]]}},
      {id: "clusters", type: "symbol", source: "points", filter: cluster, layout: {"icon-image": mix, "icon-allow-overlap": true, "icon-ignore-placement": true, "text-field": ["to-string", ["get", "point_count"]], "text-font": FONT, "text-size": 12, "text-allow-overlap": true, "text-ignore-placement": true}, paint: ink("--fg")},
      {id: "towns", type: "symbol", source: "towns", filter: ["<=", ["get", "zoom"], ["zoom"]], minzoom: ZOOM.cells, layout: {...label, "text-field": ["get", "name"], "text-size": 10.5, "text-radial-offset": 0.2, "symbol-sort-key": ["+", 20, ["get", "rank"]]}, paint: ink("--soft")},
      {id: "symbols", type: "symbol", source: "symbols", minzoom: ZOOM.cluster, layout: {"icon-image": ["get", "icon"], "icon-anchor": "bottom", "icon-offset": [0, -9], "icon-padding": 0, "symbol-sort-key": ["get", "order"]}},
      {id: "names", type: "symbol", source: "points", filter: single, layout: {...label, "text-field": ["get", "label"], "text-size": 12.5, "text-radial-offset": 0.85, "symbol-sort-key": ["get", "order"]}, paint: ink("--fg")},
    ],
  };
}

// What a click means where things lie over each other: the nearest marker, then a name, then a line.
export const CHOSEN = [["points", "symbols", "clusters"], ["events"], ["names"], ["heads", "seg", "seg-case"], ["moves", "moves-unsure"], ["way-case"]];
export const NAMES = ["names", "towns"];
