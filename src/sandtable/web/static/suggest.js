// What is offered under the search box of the head. Invariant: Enter in the box still searches for what was typed; arrows walk
// the offers, Escape closes them.

const form = document.querySelector("form.find");
const box = form.querySelector("input"), offers = form.querySelector("#suggested");
const links = () => [...offers.querySelectorAll("a")];

form.addEventListener("keydown", (event) => {
  const every = links(), at = every.indexOf(document.activeElement);
  if (event.key === "Escape" && every.length) {
    offers.replaceChildren();
    box.focus();
    event.preventDefault();
    event.stopPropagation();
  } else if (event.key === "ArrowDown" && every.length) {
    every[Math.min(at + 1, every.length - 1)].focus();
    event.preventDefault();
  } else if (event.key === "ArrowUp" && at >= 0) {
    (at ? every[at - 1] : box).focus();
    event.preventDefault();
  }
});
form.addEventListener("focusout", (event) => {
  if (!form.contains(event.relatedTarget)) offers.replaceChildren();
});
offers.addEventListener("mousedown", (event) => event.preventDefault());
