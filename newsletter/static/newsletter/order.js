// Moves an entry by its handle; the buttons beside it do the same without a script.
const form = document.querySelector("[data-order-form]");
const list = form?.querySelector("ol");

function placeAt(entry, y) {
  for (const other of list.children) {
    if (other === entry) continue;
    const box = other.getBoundingClientRect();
    if (y < box.top + box.height / 2) {
      if (other.previousElementSibling !== entry) list.insertBefore(entry, other);
      return;
    }
  }
  if (list.lastElementChild !== entry) list.append(entry);
}

function numbers() {
  return [...list.children].map((entry) => entry.id).join();
}

for (const handle of form?.querySelectorAll("[data-handle]") ?? []) {
  const entry = handle.closest("[data-entry]");
  handle.hidden = false;
  handle.addEventListener("pointerdown", (down) => {
    if (down.button) return;
    down.preventDefault();
    const before = numbers();
    entry.classList.add("letter-entry--held");
    const move = (event) => {
      placeAt(entry, event.clientY);
      // Near an edge of the screen the list follows.
      entry.scrollIntoView({ block: "nearest" });
    };
    const stop = (event) => {
      for (const [name, listener] of Object.entries(listeners)) document.removeEventListener(name, listener);
      entry.classList.remove("letter-entry--held");
      if (numbers() === before) return;
      if (event.type === "pointercancel") return;
      form.elements.moved.value = "1";
      form.requestSubmit(form.querySelector("[value='save']"));
    };
    // On the document: an entry that moves in the page loses what it had captured.
    const listeners = { pointermove: move, pointerup: stop, pointercancel: stop };
    for (const [name, listener] of Object.entries(listeners)) document.addEventListener(name, listener);
  });
}
