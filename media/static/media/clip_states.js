// Shows how far the films and voices are that wait, without the page being loaded again.
const EVERY_MS = 3000;
const from = document.querySelector("[data-states]");

async function look() {
  const waiting = [...document.querySelectorAll("[data-waits]")];
  if (document.hidden || !waiting.length) return;
  const answer = await fetch(from.dataset.states + window.location.search);
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const shown of waiting) {
    const now = page.getElementById(shown.id);
    // What somebody listens to goes on while nothing in it has changed.
    if (now && now.outerHTML !== shown.outerHTML) shown.replaceWith(now);
  }
}

// Without a connection it is tried again the next time.
if (from) setInterval(() => look().catch(() => {}), EVERY_MS);
