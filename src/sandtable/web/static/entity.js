// Choosing whom or what words stand for. Invariant: what is chosen comes from the desk's own lists, or is the actor as it was typed;
// the map is loaded only when somebody opens it.

import {ask} from "/static/desk.js";
import {bdi, button, el} from "/static/parts.js";

const REST = 250; // milliseconds of silence before asking

/** A dialog to choose an actor or a place: its entity, or null. `words`: to begin with. */
export function choose(words, type) {
  const input = el("input", {type: "search", value: words, maxLength: 300, autocomplete: "off", role: "combobox", "aria-expanded": "true", "aria-controls": "entity-found", "aria-autocomplete": "list"});
  const sort = el("select", {"aria-label": "Sort"}, el("option", {value: "actor", textContent: "actor", selected: type === "actor"}), el("option", {value: "place", textContent: "place", selected: type === "place"}));
  const found = el("ul", {id: "entity-found", className: "rows choices", role: "listbox", "aria-label": "Found"});
  const map = el("div", {className: "picker", hidden: true});
  const open = button("Map", openMap);
  const dialog = el("dialog", {className: "entity", "aria-labelledby": "entity-title"}, el("h2", {id: "entity-title", textContent: "Whom or what do the words stand for?"}), el("p", {}, el("label", {}, "Name ", input), " ", sort, " ", open, " ", button("Cancel", () => dialog.close())), map, found);
  let timer = 0, asked = 0, at = 0, list = [], chosen = null, placed = null;
  async function search(query) {
    const mine = ++asked;
    const got = await ask(`/api/v1/entities?${new URLSearchParams(query)}`);
    if (mine !== asked) return;
    list = got.entities;
    at = 0;
    draw();
    placed?.show(list);
  }
  const typed = () => { if (input.value.trim()) search({q: input.value.trim(), type: sort.value}); };
  function draw() {
    found.replaceChildren(...list.map((one, n) => {
      const row = el("li", {role: "option", id: `entity-${n}`, "aria-selected": n === at ? "true" : "false"}, bdi(one.name), el("small", {}, ` ${[one.kind, one.listed ? "" : "new: as you typed it"].filter(Boolean).join(", ")} `), one.within ? el("small", {}, bdi(one.within)) : null, one.claims ? el("small", {textContent: ` ${one.claims} claims`}) : null, one.km !== null ? el("small", {textContent: ` ${one.km} km`}) : null);
      row.addEventListener("click", () => take(one));
      return row;
    }));
    if (!list.length) found.replaceChildren(el("li", {className: "soft", textContent: "Nothing of that name."}));
    input.setAttribute("aria-activedescendant", list.length ? `entity-${at}` : "");
    found.querySelector('[aria-selected="true"]')?.scrollIntoView({block: "nearest"});
  }
  function take(one) {
    chosen = {id: one.id, type: one.type, name: one.name, lat: one.lat, lon: one.lon};
    dialog.close();
  }
  async function openMap() {
    sort.value = "place";
    map.hidden = false;
    open.hidden = true;
    const {Picker} = await import("/static/picker.js");
    placed = await Picker.open(map, (lat, lon) => search({lat: lat.toFixed(4), lon: lon.toFixed(4)}), take);
    typed();
  }
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(typed, REST); });
  sort.addEventListener("change", typed);
  input.addEventListener("keydown", (event) => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && list.length) { event.preventDefault(); at = (at + step + list.length) % list.length; draw(); }
    if (event.key === "Enter") { event.preventDefault(); if (list[at]) take(list[at]); }
  });
  return new Promise((done) => {
    dialog.addEventListener("close", () => { clearTimeout(timer); asked++; placed?.close(); dialog.remove(); done(chosen); });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
    typed();
  });
}
