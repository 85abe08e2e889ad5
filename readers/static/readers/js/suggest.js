// The search box as a combobox: offers words from one small file, asked for on its first touch and kept by the browser.
const MOST = 6;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const starting = (entries, typed) => {
  const wanted = fold(typed).trimStart();
  if (wanted.length < 2) return [];
  const first = entries.filter(({ folded }) => folded.startsWith(wanted) && folded !== wanted);
  const later = entries.filter(({ folded }) => folded.includes(` ${wanted}`) && !folded.startsWith(wanted));
  return [...first, ...later].slice(0, MOST);
};

const combobox = (input, number) => {
  const list = document.createElement("ul");
  let entries;
  let at = -1;
  list.id = `offers-${number}`;
  list.className = "finder__offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.offers);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  input.form.append(list);

  const choose = (place) => {
    at = place;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", index === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const show = (offers) => {
    list.replaceChildren(
      ...offers.map(({ text }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.textContent = text;
        return option;
      }),
    );
    list.hidden = !offers.length;
    input.setAttribute("aria-expanded", !list.hidden);
    choose(-1);
  };
  const take = (option) => {
    input.value = option.textContent;
    show([]);
    input.form.requestSubmit();
  };

  input.addEventListener("focus", async () => {
    if (entries) return;
    entries = [];
    try {
      const words = await (await fetch(input.dataset.words)).json();
      entries = words.map((text) => ({ text, folded: fold(text) }));
      // Whoever has typed on while the words were on their way.
      if (document.activeElement === input && input.value !== input.defaultValue) show(starting(entries, input.value));
    } catch {
      entries = undefined;
    }
  });
  input.addEventListener("input", () => show(starting(entries ?? [], input.value)));
  input.addEventListener("blur", () => show([]));
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) {
      event.preventDefault();
      choose(at < 0 && step < 0 ? count - 1 : at + step >= count ? -1 : at + step);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      take(list.children[at]);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      show([]);
    }
  });
  // Before the blur, so that the list is still there.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("li");
    if (option) take(option);
  });
};

document.querySelectorAll("[data-words]").forEach(combobox);
