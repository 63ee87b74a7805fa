// A conversation's script, for both sides. Without it everything works by posts and a frame that
// refreshes itself. It adds: messages the moment they come, sending without leaving the page,
// trying again when the connection was away, and "is writing".

const chat = document.querySelector("[data-hook=chat]");
const list = chat.querySelector("[data-hook=messages]");
const state = chat.querySelector("[data-hook=state]");
const trouble = document.querySelector("[data-hook=trouble]");
const typing = document.querySelector("[data-hook=typing]");
const composer = document.querySelector("form[data-hook=composer]");
const field = composer?.elements.text;
const says = chat.dataset;
const base = says.base;
const token = composer?.elements.form_token.value ?? "";

/** Pauses between tries to send, in milliseconds; the last one repeats. */
const TRIES = [500, 1000, 2000, 4000, 8000, 15000];
const NOT_SENT_YET = [408, 425, 500, 502, 503, 504];

let last = Number(says.last);
let left = false;
/** By the quick exit: nothing is kept any more. */
let fled = false;

// --- What comes ------------------------------------------------------------------------------

let events = null;
let reopening = null;

function listen() {
  clearTimeout(reopening);
  events?.close();
  if (left) return;
  events = new EventSource(`${base}/stream?after=${last}`);
  events.onopen = () => say(trouble, "");
  events.onmessage = (event) => {
    last = Math.max(last, Number(event.lastEventId) || 0);
    show(event.data);
    hush();
    seen();
  };
  events.addEventListener("state", (event) => {
    state.innerHTML = event.data;
  });
  events.addEventListener("receipts", (event) => mark(JSON.parse(event.data)));
  events.addEventListener("typing", writes);
  events.addEventListener("reload", () => location.reload());
  events.addEventListener("gone", (event) => go(event.data));
  // This node stops: another one, or the same a moment later, goes on.
  events.addEventListener("moved", () => again(200 + Math.random() * 600));
  events.onerror = () => {
    say(trouble, says.lost);
    // A browser gives up after an answer that is no stream; we do not.
    if (events.readyState === EventSource.CLOSED) again(1500 + Math.random() * 1500);
  };
}

function again(wait) {
  events?.close();
  clearTimeout(reopening);
  reopening = setTimeout(listen, wait);
}

function go(url) {
  left = true;
  events?.close();
  location.replace(url);
}

function piece(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

/** Puts a message in its place, once, however often and by whichever way it comes. */
function show(html) {
  const message = piece(html);
  if (!message) return;
  const there = document.getElementById(message.id);
  if (there) {
    there.replaceWith(message);
    return;
  }
  const seq = number(message);
  const after = [...list.children].findLast((one) => !one.dataset.pending && number(one) < seq);
  if (after) after.after(message);
  else list.prepend(message);
  if (!message.classList.contains("own")) fromItsTop(message);
}

/** What is taller than the window is read from its top: its name comes first. */
function fromItsTop(message) {
  const room = chat.clientHeight;
  // Whoever has scrolled up to read stays there. (The list is reversed: its end is nought.)
  if (message.offsetHeight > room && -chat.scrollTop < message.offsetHeight + room / 2) message.scrollIntoView({ block: "start" });
}

function number(message) {
  return Number(message.id.slice(1)) || 0;
}

function mark({ delivered, seen: read }) {
  for (const message of list.querySelectorAll(".own[id]")) {
    const at = number(message);
    const dot = message.querySelector(".mark");
    if (!dot) continue;
    const how = at <= read ? "seen" : at <= delivered ? "delivered" : "sent";
    dot.className = `mark ${how}`;
    dot.textContent = says[how];
  }
}

function say(where, text) {
  if (where && where.textContent !== text) where.textContent = text;
}

// --- Is writing ------------------------------------------------------------------------------

let silence = null;
let told = 0;

function writes() {
  say(typing, typing.dataset.says);
  clearTimeout(silence);
  silence = setTimeout(hush, 5000);
}

function hush() {
  clearTimeout(silence);
  say(typing, "");
}

field?.addEventListener("input", () => {
  const now = Date.now();
  if (now - told < 3000 || !field.value) return;
  told = now;
  post("typing", "").catch(() => {});
});

// --- Seen ------------------------------------------------------------------------------------

let told_seen = last;
let telling = null;

function seen() {
  clearTimeout(telling);
  if (document.hidden || last <= told_seen) return;
  telling = setTimeout(() => {
    const at = last;
    post("seen", `seq=${at}`).then(() => (told_seen = Math.max(told_seen, at))).catch(() => {});
  }, 400);
}

document.addEventListener("visibilitychange", seen);

// --- What is sent ----------------------------------------------------------------------------

function post(what, body) {
  return fetch(`${base}/${what}`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "favn-form-token": token,
      "favn-part": "1",
      accept: "application/problem+json, text/html;q=0.9",
    },
    body,
    keepalive: body.length < 30_000,
  });
}

/** Messages on their way, oldest first: they are sent one after another. */
const waiting = [];
let sending = false;

function bubble(text) {
  const item = document.createElement("li");
  item.className = "message own sending";
  item.dataset.pending = "1";
  const words = document.createElement("p");
  words.className = "message-text";
  words.dir = "auto";
  words.textContent = text;
  const foot = document.createElement("p");
  foot.className = "message-foot";
  foot.textContent = says.sending;
  item.append(words, foot);
  list.append(item);
  return { item, foot };
}

composer?.addEventListener("submit", (event) => {
  const text = field.value.trim();
  // Nothing written: the server has the words for that. And words that begin a new conversation
  // lead to a new page.
  if (!text || !composer.action.endsWith("/messages")) return;
  event.preventDefault();
  const once = composer.elements.once;
  const message = { text, once: once.value, tries: 0, ...bubble(text) };
  once.value = fresh();
  waiting.push(message);
  keep();
  composer.reset();
  field.focus();
  if (!sending) send();
});

field?.addEventListener("keydown", (event) => {
  const fine = matchMedia("(pointer: fine)").matches;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && fine) {
    event.preventDefault();
    composer.requestSubmit();
  }
});

async function send() {
  sending = true;
  while (waiting.length && !left) {
    const message = waiting[0];
    const answer = await attempt(message);
    if (answer === "again") {
      message.item.className = "message own unsent";
      message.foot.textContent = says.unsent;
      say(trouble, says.lost);
      await new Promise((done) => setTimeout(done, TRIES[Math.min(message.tries, TRIES.length - 1)]));
      message.tries += 1;
      continue;
    }
    waiting.shift();
    keep();
  }
  sending = false;
}

/** "done", or "again" when the same may succeed later: `once` makes a repeat harmless. */
async function attempt(message) {
  const body = new URLSearchParams({ text: message.text, once: message.once }).toString();
  let answer;
  try {
    answer = await post("messages", body);
  } catch {
    return "again";
  }
  // The answer came to somebody who has left: it is shown, and kept, nowhere.
  if (fled) return "done";
  if (NOT_SENT_YET.includes(answer.status)) return "again";
  if (answer.ok && !answer.redirected) {
    const html = await answer.text().catch(() => "");
    const there = piece(html);
    // The stream may have been quicker.
    if (there && document.getElementById(there.id)) message.item.remove();
    else if (there) message.item.replaceWith(there);
    say(trouble, "");
    return "done";
  }
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 429) {
    say(trouble, problem.detail ?? says.unsent);
    message.tries = TRIES.length;
    return "again";
  }
  // Refused for good: the words go back to where they were written.
  message.item.remove();
  if (field) {
    field.value = field.value ? `${message.text}\n${field.value}` : message.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  say(trouble, problem.detail ?? says.unsent);
  return "done";
}

function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- What is on its way survives a reload, in this tab alone ---------------------------------

const KEPT = `favn.unsent:${base.replace(/^\/[a-z]{2}/, "")}`;

function keep() {
  if (fled) return;
  try {
    const kept = waiting.map(({ text, once }) => ({ text, once }));
    if (kept.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // Then it lives only as long as the page.
  }
}

function resume() {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    // Nothing that could be read.
  }
  for (const { text, once } of kept) waiting.push({ text, once, tries: 0, ...bubble(text) });
  if (waiting.length) send();
}

document.addEventListener("favn:leave", () => {
  left = fled = true;
  waiting.length = 0;
  events?.close();
  chat.replaceChildren();
});

// A page that comes back from the browser's memory opens its eyes again.
addEventListener("pageshow", (event) => event.persisted && listen());
addEventListener("pagehide", () => events?.close());

if (composer) resume();
listen();
seen();
if (list.lastElementChild?.classList.contains("other")) fromItsTop(list.lastElementChild);
