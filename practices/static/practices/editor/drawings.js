// Choosing a drawing by eye: a window with all of them, which is looked through by words.
(() => {
  const PATIENCE_MS = 250;
  document.documentElement.classList.add("drawings-by-eye");
  let picker;
  let dialog;
  let waiting;

  const load = async (words) => {
    const list = dialog.querySelector("[data-list]");
    try {
      const said = await fetch(`${picker.dataset.address}?${new URLSearchParams({ q: words })}`);
      if (!said.ok || said.redirected) return;
      const got = new DOMParser().parseFromString(await said.text(), "text/html");
      if (!list.firstChild) return list.replaceChildren(...got.body.children);
      // The box that is being typed into stays.
      for (const part of ["[role=status]", ".drawing-list"]) list.querySelector(part).replaceWith(got.querySelector(part));
    } catch {
      // Without a network the window stays as it is.
    }
  };

  const open = (button) => {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "drawing-dialog";
      dialog.setAttribute("aria-label", button.dataset.title);
      const close = document.createElement("button");
      close.type = "button";
      close.className = "button button-secondary drawing-dialog__close";
      close.textContent = button.dataset.close;
      close.addEventListener("click", () => dialog.close());
      const list = document.createElement("div");
      list.dataset.list = "";
      dialog.append(close, list);
      document.body.append(dialog);
      dialog.addEventListener("input", (event) => {
        clearTimeout(waiting);
        waiting = setTimeout(load, PATIENCE_MS, event.target.value);
      });
      dialog.addEventListener("submit", (event) => event.preventDefault());
      dialog.addEventListener("click", (event) => {
        const drawing = event.target.closest("[data-drawing]");
        if (!drawing) return;
        choose(drawing.dataset.drawing, drawing);
        dialog.close();
      });
    }
    dialog.showModal();
    if (!dialog.querySelector(".drawing-list")) load("");
  };

  const choose = (name, drawing) => {
    const input = picker.querySelector("input");
    const chosen = picker.querySelector("[data-chosen]");
    input.value = name;
    chosen.hidden = !name;
    picker.querySelector("[data-none]").hidden = !name;
    if (drawing) {
      chosen.querySelector("img").src = drawing.querySelector("img").src;
      chosen.querySelector("span").replaceWith(drawing.querySelector("span").cloneNode(true));
    }
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drawing-picker] button");
    if (!button) return;
    picker = button.closest("[data-drawing-picker]");
    if ("choose" in button.dataset) open(button);
    if ("none" in button.dataset) choose("");
  });
})();
