// The desk's script: the lists live, and the guide beside the conversation. Without it the page
// refreshes itself, and the guide has a tab of its own.

const desk = document.querySelector("[data-hook=desk]");
const lists = document.querySelector("[data-hook=lists]");
const trouble = desk?.querySelector("[data-hook=trouble]");

/** Puts new lists in place without taking the focus from whoever is on her way to a button. */
function show(html) {
  const id = lists.contains(document.activeElement) ? document.activeElement.id : "";
  const href = lists.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  lists.innerHTML = html;
  for (const link of lists.querySelectorAll("a")) {
    if (link.getAttribute("href") === lists.dataset.current) link.setAttribute("aria-current", "page");
  }
  const again = (id && document.getElementById(id))
    || (href && [...lists.querySelectorAll("a")].find((link) => link.getAttribute("href") === href));
  again?.focus();
}

if (desk && lists) {
  let events = null;
  const listen = () => {
    events = new EventSource(desk.dataset.stream);
    events.onopen = () => (trouble.textContent = "");
    events.addEventListener("lists", (event) => show(event.data));
    events.addEventListener("gone", (event) => location.replace(event.data));
    events.addEventListener("moved", () => {
      events.close();
      setTimeout(listen, 200 + Math.random() * 600);
    });
    events.onerror = () => {
      trouble.textContent = desk.dataset.lost;
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    };
  };
  listen();
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => event.persisted && listen());
} else if (lists?.dataset.poll) {
  // Beside an open conversation, which has the stream: a browser has few connections to spare.
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(lists.dataset.poll);
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch {
      // Next time.
    }
  }, 10_000);
}

// --- The guide beside the conversation --------------------------------------------------------

const room = document.querySelector("[data-hook=guide-room]");
const offers = document.querySelector("[data-hook=offers]");
const frame = room?.querySelector("iframe");

/** Shows the guide or the directory; both stay as they were left. */
function beside(guide) {
  room.hidden = !guide;
  offers.hidden = guide;
  room.parentElement.classList.toggle("guiding", guide);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-hook=guide]");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  // On a small window nothing stands beside the conversation: then the link does what links do.
  const wide = room && [offers, room].some((one) => one.getClientRects().length > 0);
  if (!link || !plain || !wide) return;
  event.preventDefault();
  const from = `${link.href}?frame=1`;
  if (frame.dataset.from !== from) {
    frame.dataset.from = from;
    frame.src = from;
  }
  beside(true);
  frame.focus();
});

room?.querySelector("[data-hook=guide-close]").addEventListener("click", () => {
  beside(false);
  offers.querySelector("input:not([type=hidden])")?.focus();
});
