// One map of the page. Invariant: it draws what it is given and tells what was pointed at; it holds nothing of the view but its
// camera.

import {Frames} from "./frames.js";
import {lay, refine} from "./ground.js";
import {colour, drawn, picture} from "./marks.js";
import {CHOSEN, NAMES, style, ZOOM} from "./style.js";
import {where} from "./features.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const none = {type: "FeatureCollection", features: []};
maplibregl.setWorkerUrl("/static/vendor/maplibre-gl-csp-worker.js");

export const webgl = () => { const c = document.createElement("canvas"); return Boolean(c.getContext("webgl2") || c.getContext("webgl")); };

export class Board {
  /** `on`: {choose(key), moved(camera), tip(key, point)}; `camera`: {zoom, lat, lon}, or `box`: west, south, east, north. */
  constructor(container, {camera, box}, on) {
    this.on = on;
    this.cells = new Set();
    this.last = null;
    const opened = camera ? {center: [camera.lon, camera.lat], zoom: camera.zoom} : {bounds: box || [-20, -30, 90, 60], fitBoundsOptions: {padding: 30, maxZoom: 9}};
    this.map = new maplibregl.Map({
      container, style: style(), attributionControl: false, dragRotate: false, pitchWithRotate: false, keyboard: false, renderWorldCopies: true,
      minZoom: ZOOM.least, maxZoom: ZOOM.most, fadeDuration: 0, ...opened,
    });
    this.frames = new Frames(this.map);
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({showCompass: false}), "top-right");
    this.map.addControl(new maplibregl.ScaleControl({}), "bottom-left");
    this.map.on("styleimagemissing", ({id}) => { const image = this.map.hasImage(id) ? null : picture(id); if (image) this.map.addImage(id, image, {pixelRatio: drawn.RATIO}); });
    this.map.on("click", (event) => this.choose(event.point));
    this.map.on("mousemove", (event) => this.point(event.point));
    this.map.on("mouseout", () => on.tip(null));
    this.map.on("moveend", (event) => { this.ground(); if (!event.followed) on.moved(this.camera()); });
    this.map.on("move", (event) => { if (!event.followed) on.turned?.(this.camera()); });
    this.ready = new Promise((done) => this.map.once("load", () => { lay(this.map).catch(() => {}); this.ground(); done(); }));
  }

  ground() { refine(this.map, this.cells).catch(() => {}); }

  camera() { const {lng, lat} = this.map.getCenter(); return {zoom: this.map.getZoom(), lat, lon: ((((lng + 180) % 360) + 360) % 360) - 180}; }

  follow({zoom, lat, lon}) { this.map.jumpTo({center: [lon, lat], zoom}, {followed: true}); }

  fly(at, zoom) {
    const to = {center: at, zoom: Math.max(zoom ?? this.map.getZoom(), this.map.getZoom())};
    if (calm.matches) this.map.jumpTo(to);
    else this.map.flyTo({...to, duration: 700});
  }

  step(by) { this.map[calm.matches ? "jumpTo" : "easeTo"]({zoom: this.map.getZoom() + by, duration: 200}); }

  pan(x, y) { this.map.panBy([x, y], {duration: calm.matches ? 0 : 120}); }

  /** Draw a day: what `onDay` gives. */
  draw(day, sheet, key, names) {
    this.sheet = sheet;
    const paint = (features) => { for (const f of features) { const p = f.properties; if (p.slot !== undefined) p.color = colour(p.slot); if (typeof p.c0 === "number") { p.c0 = colour(p.c0); p.c1 = colour(p.c1); } } };
    paint(day.passing.features); paint(day.lines.features);
    const put = (name, data) => {
      // What did not change since the last step need not be sent to the worker again.
      const text = data.features.length ? JSON.stringify(data) : "";
      if (this.put?.[name] === text) return false;
      (this.put ??= {})[name] = text;
      this.map.getSource(name).setData(data);
      return true;
    };
    this.frames.wait(["points", "lines", "passing", "symbols"].filter((name) => put(name, day[name])));
    for (const layer of NAMES) this.map.setLayoutProperty(layer, "visibility", names ? "visible" : "none");
    this.mark(key);
  }

  size() { const {clientWidth, clientHeight} = this.map.getContainer(); return [clientWidth, clientHeight]; }

  /** Take the room that there is now, where it is another than before: to draw everything anew costs more than a step. */
  resize() {
    if (this.fit?.join() === this.size().join()) return;
    this.fit = this.size();
    this.map.resize();
  }

  /** When it next stands still, with all that it was given on it. */
  drawn() { return new Promise((done) => { this.map.once("idle", done); this.map.triggerRepaint(); }); }

  mark(key) {
    const shape = (key && this.sheet && where(this.sheet, key)) || none;
    if (shape === none && this.marked === none) return;
    this.marked = shape;
    this.map.getSource("chosen").setData(shape);
  }

  way(legs) {
    this.map.getSource("way").setData({type: "FeatureCollection", features: legs.filter((leg) => leg.line.length > 1).map((leg, i) => ({type: "Feature", properties: {status: leg.status, key: `leg:${i}`}, geometry: {type: "LineString", coordinates: leg.line}}))});
  }

  under(point) {
    const box = [[point.x - 5, point.y - 5], [point.x + 5, point.y + 5]];
    const hits = this.map.queryRenderedFeatures(box, {layers: CHOSEN.flat()});
    const away = (f) => {
      if (f.geometry.type !== "Point") return 0;
      const at = this.map.project(f.geometry.coordinates);
      return Math.hypot(at.x - point.x, at.y - (f.layer.id === "symbols" ? 17 : 0) - point.y);
    };
    const rank = (f) => CHOSEN.findIndex((group) => group.includes(f.layer.id)) * 1000 + away(f);
    return hits.sort((a, b) => rank(a) - rank(b))[0];
  }

  async choose(point) {
    const hit = this.under(point);
    if (!hit) return;
    if (hit.properties.point_count === undefined) return this.on.choose(hit.properties.key);
    const zoom = await this.map.getSource("points").getClusterExpansionZoom(hit.properties.cluster_id);
    this.fly(hit.geometry.coordinates, Math.min(zoom + 0.2, ZOOM.cluster + 0.5));
  }

  point(at) {
    const hit = this.under(at);
    this.map.getCanvas().style.cursor = hit ? "pointer" : "";
    this.on.tip(hit ? (hit.properties.point_count === undefined ? hit.properties.key : `cluster:${hit.properties.point_count}`) : null, at, this);
  }

  /** The map as it is drawn now, on a canvas of its own: read in the very frame, so that the buffer need not be kept. */
  still() {
    return new Promise((done) => {
      this.map.once("render", () => {
        const from = this.map.getCanvas(), to = document.createElement("canvas");
        to.width = from.width; to.height = from.height;
        to.getContext("2d").drawImage(from, 0, 0);
        done(to);
      });
      this.map.triggerRepaint();
    });
  }

  close() { this.frames.stop(); this.map.remove(); }
}
