// The filters. Invariant: what they show is what the address asks for, and a name that nothing is known by is told, not passed over.

import {say} from "/static/desk.js";
import {make, shown} from "./panel.js";

const $ = (id) => document.getElementById(id);
const LISTS = ["actor", "only", "without"];
const option = (value, words) => make("option", {value: shown(value), ...(words ? {label: shown(words)} : {})});

export class Filters {
  /** `changed(changes)` is called with what the reader changed. */
  constructor(changed) {
    this.names = new Map();
    this.view = null;
    this.changed = changed;
    for (const name of LISTS) $(name).addEventListener("change", () => this.add(name));
    $("known").addEventListener("change", () => changed({known: $("known").value}));
    for (const radio of document.querySelectorAll("[name=judged]")) radio.addEventListener("change", () => changed({judged: radio.value}));
    for (const box of document.querySelectorAll("[name=layer]")) box.addEventListener("change", () => changed({hide: [...document.querySelectorAll("[name=layer]")].filter((b) => !b.checked).map((b) => b.value)}));
    $("way-draw").addEventListener("click", () => {
      const [from, to, by] = ["way-from", "way-to", "way-by"].map((id) => $(id).value.trim());
      if (!from || !to || !by) { say("A corridor has two ends and is somebody's: fill in all three.", {trouble: true}); return; }
      changed({from, to, by, chosen: "way:"});
    });
    $("way-clear").addEventListener("click", () => changed({from: "", to: "", by: "", chosen: ""}));
    $("reset").addEventListener("click", () => changed({judged: "all", hide: [], actor: [], only: [], without: [], known: "", from: "", to: "", by: ""}));
  }

  /** One more of a list, as typed. */
  add(name) {
    const typed = $(name).value.trim(), found = name === "actor" ? this.names.get(typed.toLowerCase()) : typed;
    if (!typed) return;
    if (!found) { say(`No actor on this map is named ${shown(typed)}: choose one from the list.`, {trouble: true}); return; }
    this.changed({[name]: [...new Set([...this.view[name], found])]});
    $(name).focus();
  }

  /** What is chosen of a list, each with a button that takes it away. */
  chosen(name) {
    $(name).value = "";
    $(`of-${name}`).replaceChildren(...this.view[name].map((one) => {
      const words = name === "actor" ? this.ids?.get(one) || one : one, away = make("button", {type: "button", textContent: `${shown(words)} ×`, ariaLabel: `Take away ${shown(words)}`});
      away.addEventListener("click", () => { this.changed({[name]: this.view[name].filter((other) => other !== one)}); $(name).focus(); });
      return make("li", {}, away);
    }));
  }

  /** What there is to choose from: what `/api/v1/map/days` gives. */
  offer({parties, outlets}) {
    this.names = new Map(parties.map((p) => [p.name.toLowerCase(), p.id]));
    this.ids = new Map(parties.map((p) => [p.id, p.name]));
    $("actors").replaceChildren(...parties.slice(0, 300).map((p) => option(p.name)));
    $("outlets").replaceChildren(...outlets.map((o) => option(o.name, `${o.name} (${o.reports})`)));
  }

  show(view) {
    this.view = view;
    for (const name of LISTS) this.chosen(name);
    $("known").value = view.known;
    $("way-from").value = view.from; $("way-to").value = view.to; $("way-by").value = view.by;
    for (const radio of document.querySelectorAll("[name=judged]")) radio.checked = radio.value === view.judged;
    for (const box of document.querySelectorAll("[name=layer]")) box.checked = !view.hide.includes(box.value);
    const on = [view.judged !== "all", view.hide.length, view.actor.length, view.only.length, view.without.length, view.known].filter(Boolean).length;
    $("show-filters").textContent = on ? `Filters (${on})` : "Filters";
  }
}
