// Reasons that were given lately in this browser. Invariant: offered again as text, the newest first, a few of them.

const KEY = "sandtable.reasons", MOST = 12;

/** The newest reasons. */
export function reasons() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** Keep a reason. */
export function gave(reason) {
  localStorage.setItem(KEY, JSON.stringify([reason, ...reasons().filter((one) => one !== reason)].slice(0, MOST)));
}
