// On a narrow page the filter of the queue is folded away behind a button. Invariant: the button tells how many filters are set, so that
// a folded one is not overlooked.

const bar = document.getElementById("bar"), button = document.getElementById("unfold");

function told() {
  const set = [...new FormData(bar).values()].filter((value) => value.trim()).length;
  button.textContent = set ? `Filter (${set} set)` : "Filter";
}

button.addEventListener("click", () => {
  const open = bar.classList.toggle("unfolded");
  button.setAttribute("aria-expanded", String(open));
  if (open) bar.querySelector("select").focus();
});
bar.addEventListener("input", told);
bar.addEventListener("submit", () => { bar.classList.remove("unfolded"); button.setAttribute("aria-expanded", "false"); });
told();
