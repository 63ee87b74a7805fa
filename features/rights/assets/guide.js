// The guide's pages follow one another in place: forms and buttons marked `data-step`. So the
// browser's history holds no form with answers that "back" would send again for whoever has the
// phone next; a lost connection loses no answer; and a family's page that was closed by mistake
// goes on where it was, in this tab alone. A counsellor's stands in a frame beside her work, and
// nothing of it is kept.

const main = document.querySelector("main");
const KEPT = "favn.guide";
/** Only a family's own answers are kept, and only until it leaves. */
const ours = main.querySelector("[data-keep]") !== null;
/** A tab that was closed can be opened again by somebody else: after this long nothing is offered. */
const KEEP_MS = 30 * 60 * 1000;
/** The pages so far: what "back" shows again, without asking anybody. */
let pages = [];
/** Which of them is shown. */
let at = 0;
let left = false;

document.addEventListener("favn:leave", () => {
  left = true;
  pages = [];
  main.replaceChildren();
});

document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || !main.contains(form)) return;
  const elsewhere = submitter?.hasAttribute("formaction");
  // Files, letters to print and conversations go their own way.
  if (!("step" in (elsewhere ? submitter : form).dataset) || submitter?.value === "pdf") return;
  const to = elsewhere ? submitter.formAction : form.action;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  try {
    const answer = await fetch(to, { method: "POST", body: new URLSearchParams(new FormData(form, submitter)) });
    const text = await answer.text();
    if (left) return;
    if (answer.redirected) {
      // What does not belong into the frame (signing in again) has the window.
      const whole = self !== top && !new URL(answer.url).searchParams.has("frame");
      return (whole ? top : self).location.replace(answer.url);
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const next = page.querySelector("main");
    if (!next || answer.status >= 500) throw new Error("no page");
    pages[at] = shown();
    pages.length = ++at;
    history.pushState({ step: at }, "");
    for (const style of page.querySelectorAll("link[rel=stylesheet]")) {
      if (!document.querySelector(`link[href="${style.getAttribute("href")}"]`)) document.head.append(style);
    }
    show({ nodes: [...next.childNodes], title: page.title, layout: page.body.className });
  } catch {
    lost(form);
  } finally {
    delete form.dataset.busy;
  }
});

// "What if": the picture follows the sliders and whatever else is changed.
let soon;
/** The last picture that was asked for; earlier ones come too late. */
let asked = 0;

document.addEventListener("input", ({ target }) => {
  const form = target.closest?.(".what-if-form");
  if (!form || !main.contains(form)) return;
  const field = form.elements[target.dataset.slides];
  if (field) field.value = target.value;
  // Something is being typed: it is read when it is done.
  else if (target.type === "text") return;
  soonDrawn(form);
});

document.addEventListener("change", ({ target }) => {
  const form = target.closest?.(".what-if-form");
  if (form && target.type === "text") soonDrawn(form);
});

function soonDrawn(form) {
  clearTimeout(soon);
  soon = setTimeout(() => draw(form), 250);
}

async function draw(form) {
  const mine = ++asked;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("act", "show");
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [before, after] = [main, page].map((one) => one.querySelector(".what-if"));
    if (mine !== asked || left || !form.isConnected || form.dataset.busy) return;
    // A value that cannot be read is told when it is sent.
    if (answer.status === 422) return;
    if (!answer.ok || !after) throw new Error("no page");
    after.querySelector("details").open = before.querySelector("details").open;
    before.replaceWith(after);
    form.querySelector("[data-lost]")?.remove();
    for (const slider of page.querySelectorAll("[data-slides]")) {
      const here = form.querySelector(`[data-slides="${slider.dataset.slides}"]`);
      if (here !== document.activeElement) Object.assign(here, { max: slider.max, value: slider.value });
    }
  } catch {
    if (mine === asked && !left) lost(form);
  }
}

addEventListener("popstate", ({ state }) => {
  // A link to a place on the page, such as from a mistake to its field: no other page.
  if (!state) return history.replaceState({ step: at }, "");
  pages[at] = shown();
  at = state.step;
  // From before this page was loaded: its beginning, which offers to go on.
  if (!pages[at]) return location.reload();
  show(pages[at]);
});

function shown() {
  return { nodes: [...main.childNodes], title: document.title, layout: document.body.className };
}

function show({ nodes, title, layout }) {
  main.replaceChildren(...nodes);
  document.title = title;
  document.body.className = layout;
  slide();
  scrollTo(0, 0);
  const wrong = main.querySelector(".error-summary");
  if (wrong) wrong.focus();
  else main.focus({ preventScroll: true });
  keep();
}

/** Only with script do they move anything. */
function slide() {
  for (const slider of main.querySelectorAll("[data-slides]")) slider.hidden = false;
}

function lost(form) {
  const says = form.querySelector("[data-lost]") ?? document.createElement("p");
  says.dataset.lost = "";
  says.className = "notice warn";
  says.setAttribute("role", "alert");
  says.textContent = main.querySelector("[data-lost-says]")?.dataset.lostSays ?? "";
  form.append(says);
}

/** What was told, for this tab alone: quick exit and closing take it away. */
function keep() {
  if (!ours) return;
  const state = main.querySelector("[name=state]")?.value;
  try {
    if (state && !main.querySelector(".begin")) sessionStorage.setItem(KEPT, JSON.stringify({ state, when: Date.now() }));
  } catch {
    // Without storage a closed page is gone, and nothing else.
  }
}

function resume() {
  const form = main.querySelector("[data-resume]");
  try {
    const { state, when } = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
    if (state && Date.now() - when > KEEP_MS) sessionStorage.removeItem(KEPT);
    else if (form && state) {
      form.elements.state.value = state;
      form.hidden = false;
    }
  } catch {
    // Nothing to go on with.
  }
}

slide();
// A page that was posted to without script before stands in the history as it was.
history.replaceState({ step: 0 }, "");
if (ours && main.querySelector(".begin")) resume();
else keep();
