// The frame's own script. Everything works without it; it adds:
// - the quick exit by one press or by Escape twice, in all tabs, without a trace in this tab's
//   history entry;
// - what is being written survives a change of language or a reload, in this tab alone;
// - dialogs in place, menus that close, the focus on what went wrong.

const PREFIX = "favn.";
const SENT = `${PREFIX}sent:`;
const root = document.documentElement;
root.classList.add("js");

// --- Leaving ---------------------------------------------------------------------------------

const exit = document.querySelector("[data-quick-exit]");
/** Two presses of Escape within this many milliseconds mean: away. */
const TWICE_MS = 800;

/** The other tabs of this browser: when one leaves, all do. */
const tabs = exit && "BroadcastChannel" in window ? new BroadcastChannel(`${PREFIX}leave`) : null;

/** From then on nothing is kept any more, whatever still comes while the next page loads. */
let left = false;

function leave() {
  away();
  tabs?.postMessage("leave");
  // Cookies are HttpOnly, so the server takes them away; the beacon outlives the page.
  try {
    navigator.sendBeacon(exit.href);
  } catch {
    // Leaving matters more than cleaning.
  }
  location.replace(exit.dataset.quickExit);
}

function away() {
  left = true;
  // Out of sight first: everything after this may take a moment.
  root.hidden = true;
  document.title = "";
  // For other scripts of this page: close your streams, forget what you hold.
  document.dispatchEvent(new CustomEvent("favn:leave"));
  for (const form of document.forms) form.reset();
  for (const field of document.querySelectorAll("input, textarea")) field.value = "";
  forget(sessionStorageOrNull());
  forget(storageOrNull(() => localStorage));
}

if (tabs) {
  tabs.onmessage = () => {
    away();
    location.replace(exit.dataset.quickExit);
  };
}

if (exit) {
  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let last = -Infinity;
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.isComposing || event.repeat) return;
      if (event.timeStamp - last < TWICE_MS) leave();
      last = event.timeStamp;
    },
    // Before anybody else can keep the key to himself.
    { capture: true },
  );
}

// --- Drafts ----------------------------------------------------------------------------------
// Kept in sessionStorage: for this tab, until it closes. A form that script sends itself
// (preventDefault) calls form.reset() when the text has arrived, which forgets the draft.

const drafts = sessionStorageOrNull();
// The same page in another language is the same page.
const page = location.pathname.replace(/^\/[a-z]{2}(?=\/|$)/, "");

function draftKey(field) {
  return `${PREFIX}draft:${page}:${field.name}`;
}

function drafted(form) {
  return form ? [...form.querySelectorAll("textarea[name]")] : [];
}

function keepsDrafts(field) {
  return field instanceof HTMLTextAreaElement && field.name && field.form
    && !field.closest("[data-no-draft]");
}

// A page that says that everything is gone: what was begun and never sent is gone too.
if (document.querySelector("[data-forget]")) forget(drafts);

if (drafts) {
  settleSent();
  for (const field of document.querySelectorAll("textarea[name]")) {
    if (!keepsDrafts(field) || field.value) continue;
    const draft = drafts.getItem(draftKey(field));
    if (draft) {
      field.value = draft;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  document.addEventListener("input", ({ target }) => {
    if (!keepsDrafts(target)) return;
    write(draftKey(target), target.value);
  });
  document.addEventListener("reset", ({ target }) => {
    for (const field of drafted(target)) drafts.removeItem(draftKey(field));
  });
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    // The page of a failure sends again what another page had written.
    const again = event.target.closest("[data-failure]");
    const keys = again ? keysOf(`${PREFIX}draft:`) : drafted(event.target).map(draftKey);
    for (const key of keys) {
      write(`${SENT}${key}`, drafts.getItem(key));
      drafts.removeItem(key);
    }
  });
}

/** What was sent has arrived when another page of ours came back that tells of no failure. */
function settleSent() {
  const [navigation] = performance.getEntriesByType("navigation");
  const failed = document.querySelector("[data-failure]") || navigation?.type === "back_forward";
  for (const key of keysOf(SENT)) {
    if (failed) write(key.slice(SENT.length), drafts.getItem(key));
    drafts.removeItem(key);
  }
}

function keysOf(beginning) {
  return Object.keys(drafts).filter((key) => key.startsWith(beginning));
}

function write(key, text) {
  try {
    if (text && !left) drafts.setItem(key, text);
    else drafts.removeItem(key);
  } catch {
    // Full or forbidden: then there is no draft.
  }
}

// --- Small helps -----------------------------------------------------------------------------

document.querySelector("[data-focus]")?.focus();

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
  for (const menu of document.querySelectorAll("details[data-hook=menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details[data-hook=menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// --- Storage, where the browser allows it ----------------------------------------------------

function sessionStorageOrNull() {
  return storageOrNull(() => sessionStorage);
}

function storageOrNull(get) {
  try {
    return get();
  } catch {
    return null;
  }
}

function forget(storage) {
  if (!storage) return;
  for (const key of Object.keys(storage)) {
    if (key.startsWith(PREFIX)) storage.removeItem(key);
  }
}
