// Signing in, one's password, and the accounts. Invariant: a password leaves a field only in the request that it is for, and
// is emptied when that was refused.
import {say, send} from "/static/desk.js";

/** Have a form send what `body` makes of its fields; `then` is called with the answer, a refusal is told in the form. */
function sends(form, method, path, body, then) {
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const amiss = form.querySelector(".amiss"), button = form.querySelector("button");
    amiss.textContent = "";
    const made = body(form.elements);
    if (typeof made === "string") { amiss.textContent = made; return; }
    button.disabled = true;
    try {
      then(await send(path, made, method));
    } catch (refused) {
      amiss.textContent = refused.message;
      for (const field of form.querySelectorAll("[type=password]")) field.value = "";
      form.querySelector("[type=password]").focus();
    } finally {
      button.disabled = false;
    }
  });
}
const again = () => location.reload();

const signIn = document.getElementById("sign-in");
sends(signIn, "POST", "/api/v1/session", (of) => ({name: of.name.value, password: of.password.value}), () => location.assign(signIn.dataset.next));

sends(document.getElementById("own-password"), "PUT", "/api/v1/account/password", (of) => {
  if (of.new.value !== of.again.value) return "The new password was not written twice alike.";
  return {now: of.now.value, new: of.new.value};
}, again);

sends(document.getElementById("new-account"), "POST", "/api/v1/accounts", (of) => ({name: of.name.value, role: of.role.value, password: of.password.value, why: of.why.value}), again);

for (const form of document.querySelectorAll(".change-account")) {
  sends(form, "PATCH", `/api/v1/accounts/${encodeURIComponent(form.dataset.name)}`, (of) => {
    const made = {role: of.role.value, enabled: of.enabled.checked, why: of.why.value};
    return of.password.value ? {...made, password: of.password.value} : made;
  }, again);
}

document.getElementById("sign-out-everywhere")?.addEventListener("click", async () => {
  try {
    await send("/api/v1/sessions", {}, "DELETE");
    location.assign("/sign-in");
  } catch (refused) {
    say(refused.message, {trouble: true});
  }
});
