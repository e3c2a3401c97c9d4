// What the map shows, in its address. Invariant: the same address shows the same, and what is not changed from the default is
// not in it.

export const LAYERS = ["places", "borders", "moves", "assaults", "sieges", "forces", "symbols", "names"];
const LISTS = ["actor", "only", "without", "hide"];
const TEXTS = ["on", "known", "judged", "chosen", "side", "b", "from", "to", "by"];
const DAY = /^\d{4}-\d\d-\d\d$/;

const empty = () => ({on: "", known: "", judged: "all", chosen: "", side: "", b: "", from: "", to: "", by: "", actor: [], only: [], without: [], hide: [], camera: null});

/** What an address asks for; what is none of ours or no day is passed over. */
export function read(search) {
  const asked = new URLSearchParams(search), view = empty();
  for (const name of TEXTS) if (asked.get(name)) view[name] = asked.get(name).slice(0, 300);
  for (const name of LISTS) view[name] = asked.getAll(name).filter(Boolean).slice(0, 20);
  for (const name of ["on", "known"]) if (view[name] && !DAY.test(view[name])) view[name] = "";
  if (!["all", "accepted", "proposed"].includes(view.judged)) view.judged = "all";
  if (!["", "day", "source"].includes(view.side)) view.side = "";
  view.hide = view.hide.filter((name) => LAYERS.includes(name));
  const [zoom, lat, lon] = ["z", "lat", "lon"].map((name) => (asked.has(name) ? Number(asked.get(name)) : NaN));
  if (Number.isFinite(zoom) && Math.abs(lat) <= 85 && Math.abs(lon) <= 180) view.camera = {zoom, lat, lon};
  return view;
}

/** The address of a view, from the question mark on. */
export function written(view) {
  const out = new URLSearchParams();
  for (const name of TEXTS) if (view[name] && !(name === "judged" && view.judged === "all")) out.set(name, view[name]);
  for (const name of LISTS) for (const one of view[name]) out.append(name, one);
  if (view.camera) {
    out.set("z", view.camera.zoom.toFixed(2));
    out.set("lat", view.camera.lat.toFixed(4));
    out.set("lon", view.camera.lon.toFixed(4));
  }
  return `?${out}`;
}

/** Whose word is asked for, as parameters of the API; `b`: of the second map. */
export function heed(view, b = false) {
  const out = new URLSearchParams();
  if (view.known) out.set("known", view.known);
  if (view.judged !== "all") out.set("judged", view.judged);
  const only = b && view.side === "source" && view.b ? [view.b] : view.only;
  for (const one of only) out.append("only", one);
  for (const one of view.without) out.append("without", one);
  return out;
}

const WAIT = 350; // milliseconds of rest after which a small change is written into the address

/** Keeps the address as the view is. `go` is called with the view where the reader goes back or forward. */
export class Address {
  constructor(go) {
    this.view = read(location.search);
    this.waiting = 0;
    addEventListener("popstate", () => {
      this.view = read(location.search);
      go(this.view);
    });
  }

  /** Change the view. A step that the back button should undo is `lasting`; a day or a turn of the camera is not. */
  change(changes, lasting = false) {
    Object.assign(this.view, changes);
    clearTimeout(this.waiting);
    if (lasting) this.write("pushState");
    else this.waiting = setTimeout(() => this.write("replaceState"), WAIT);
  }

  write(how) {
    const next = written(this.view);
    if (next !== location.search) history[how](null, "", location.pathname + next);
  }
}
