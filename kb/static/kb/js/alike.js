// Says, while a practice is being named, which others may be the same one.
(() => {
  const PATIENCE_MS = 600;
  const address = document.currentScript.dataset.alike;
  // Regions and plain pages have names too.
  if (!document.querySelector("[data-place-panel]")) return;

  const follow = (field) => {
    const said = document.createElement("div");
    said.className = "alike";
    said.setAttribute("role", "status");
    field.closest(".w-field__wrapper").after(said);
    let waiting;
    let asking;
    const ask = async () => {
      asking?.abort();
      asking = new AbortController();
      const besides = location.pathname.match(/\/pages\/(\d+)\//)?.[1] ?? "";
      const asked = new URLSearchParams({ name: field.value, besides });
      try {
        const answer = await fetch(`${address}?${asked}`, { signal: asking.signal });
        if (answer.ok && !answer.redirected) said.innerHTML = await answer.text();
      } catch {
        // It is said once more after the first save.
      }
    };
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PATIENCE_MS);
    });
  };

  for (const field of document.querySelectorAll("#page-edit-form input[name^=name_]")) follow(field);
})();
