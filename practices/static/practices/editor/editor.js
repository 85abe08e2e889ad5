// The form of a practice: links that lead to a field, what is ticked in a folded list, the place as it is typed.
(() => {
  const PATIENCE_MS = 500;

  // --- links to a field -------------------------------------------------------------------------------

  const FOCUSABLE = "a[href], button:not([hidden]), input:not([type=hidden]), select, textarea, summary";

  const unfold = (element) => {
    const panel = element.closest("[role=tabpanel]");
    const tab = panel && document.querySelector(`[role=tab][aria-controls="${panel.id}"], [role=tab][href="#${panel.id}"]`);
    if (tab && panel.hidden) tab.click();
    for (let each = element.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
    for (let each = element.closest(".w-panel"); each; each = each.parentElement.closest(".w-panel")) {
      const toggle = each.querySelector(":scope > .w-panel__header [data-panel-toggle][aria-expanded=false]");
      if (toggle) toggle.click();
    }
  };

  // A tab that was pressed shows its panel some frames later.
  const PATIENCE_FRAMES = 60;

  const whenShown = (element, then, frames = PATIENCE_FRAMES) => {
    if (element.checkVisibility() || !frames) then();
    else requestAnimationFrame(() => whenShown(element, then, frames - 1));
  };

  const goTo = (id) => {
    const element = document.getElementById(id);
    if (!element) return;
    unfold(element);
    whenShown(element, () => focusOn(element));
  };

  const focusOn = (element) => {
    const shown = (each) => each.checkVisibility();
    const target = element.matches(FOCUSABLE) && shown(element) ? element : [...element.querySelectorAll(FOCUSABLE)].find(shown);
    (target || element).scrollIntoView({ block: "center" });
    if (target) target.focus({ preventScroll: true });
  };

  // --- what is ticked ---------------------------------------------------------------------------------

  const sayTicked = (details) => {
    const said = details.querySelector("[data-ticked]");
    const ticked = [...details.querySelectorAll("input:checked")].map((each) => each.closest("label").textContent.trim());
    said.textContent = ticked.join(", ") || said.dataset.none;
  };

  // --- the place --------------------------------------------------------------------------------------

  const PLACE = ["place_name", "country", "latitude", "longitude", "altitude_m"];

  const fill = (name, value) => {
    const field = document.getElementById(`id_${name}`);
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const followPlace = (panel) => {
    const answer = panel.querySelector("[data-place-answer]");
    const map = panel.querySelector("[data-region-map]");
    const pin = panel.querySelector("[data-pin]");
    const edge = (name) => Number(map.dataset[name]);
    let waiting;
    let asking;

    const setPin = () => {
      const found = answer.querySelector("[data-latitude][data-longitude]:not(button)");
      const latitude = found && Number(found.dataset.latitude);
      const longitude = found && Number(found.dataset.longitude);
      pin.hidden = !found;
      if (!found) return;
      pin.style.left = `${(100 * (longitude - edge("west"))) / (edge("east") - edge("west"))}%`;
      pin.style.top = `${(100 * (edge("north") - latitude)) / (edge("north") - edge("south"))}%`;
    };

    setPin();

    const ask = async () => {
      asking?.abort();
      asking = new AbortController();
      const asked = new URLSearchParams({ countries: panel.dataset.countries, located_as: panel.dataset.locatedAs });
      for (const name of PLACE) asked.set(name, document.getElementById(`id_${name}`)?.value ?? "");
      try {
        const said = await fetch(`${panel.dataset.address}?${asked}`, { signal: asking.signal });
        if (!said.ok || said.redirected) return;
        answer.innerHTML = await said.text();
        setPin();
      } catch {
        // Without a network it is looked up when the page is saved.
      }
    };

    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PATIENCE_MS);
    };
    for (const name of PLACE) document.getElementById(`id_${name}`)?.addEventListener("input", later);

    map.addEventListener("click", (event) => {
      // Pressed by a key, it has no point.
      if (!event.detail) return document.getElementById("id_latitude").focus();
      const box = map.getBoundingClientRect();
      const across = (event.clientX - box.left) / box.width;
      const down = (event.clientY - box.top) / box.height;
      fill("latitude", (edge("north") - down * (edge("north") - edge("south"))).toFixed(1));
      fill("longitude", (edge("west") + across * (edge("east") - edge("west"))).toFixed(1));
    });
    answer.addEventListener("click", (event) => {
      const place = event.target.closest("[data-place]");
      if (!place) return;
      fill("place_name", place.dataset.place);
      fill("country", place.dataset.country);
      fill("latitude", place.dataset.latitude);
      fill("longitude", place.dataset.longitude);
    });
  };

  // --- what the page costs ----------------------------------------------------------------------------

  const sayCost = async (line) => {
    try {
      const said = await fetch(line.dataset.pageCost);
      if (said.ok && !said.redirected) line.textContent = await said.text();
    } catch {
      // The link stays.
    }
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-goes-to]");
    const cost = event.target.closest("[data-page-cost] a");
    if (link) goTo(link.hash.slice(1));
    if (cost) sayCost(cost.closest("[data-page-cost]"));
    if (link || cost) event.preventDefault();
  });
  document.addEventListener("change", (event) => {
    const ticks = event.target.closest(".folded--ticks");
    if (ticks) sayTicked(ticks);
  });
  // The box for tags is drawn by a script that gives it no name.
  window.addEventListener("load", () => {
    for (const box of document.querySelectorAll("#page-edit-form .tagit-new input")) box.setAttribute("aria-labelledby", "id_tags-label");
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-place-panel]").forEach(followPlace));
})();
