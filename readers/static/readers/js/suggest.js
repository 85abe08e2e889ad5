// A box as a combobox. Words come from one small file, asked for on the first touch and kept by the browser; places a few at
// a time, from the third letter on.
const MOST = 6;
const SHORTEST_PLACE = 3;
const PAUSE_MS = 150;

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const json = async (address) => (await fetch(address)).json();

const starting = (entries, typed) => {
  const wanted = fold(typed).trimStart();
  if (wanted.length < 2) return [];
  const first = entries.filter(({ folded }) => folded.startsWith(wanted) && folded !== wanted);
  const later = entries.filter(({ folded }) => folded.includes(` ${wanted}`) && !folded.startsWith(wanted));
  return [...first, ...later].slice(0, MOST).map(({ text }) => text);
};

// Both return what answers a text with its offers; asked with nothing typed they only get ready.
const words = ({ dataset }) => {
  let file;
  return async (typed) => {
    file ??= json(dataset.words).then((texts) => texts.map((text) => ({ text, folded: fold(text) })));
    try {
      return starting(await file, typed);
    } catch {
      file = undefined;
      return [];
    }
  };
};
const places = (input) => {
  const known = new Map();
  return async (typed) => {
    const wanted = fold(typed).trim();
    if (wanted.length < SHORTEST_PLACE || /[\d,]/.test(wanted)) return [];
    if (!known.has(wanted)) {
      // Whoever types on asks for the longer text only.
      await new Promise((done) => setTimeout(done, PAUSE_MS));
      if (input.value !== typed) return [];
      try {
        known.set(wanted, await json(`${input.dataset.places}?begins=${encodeURIComponent(wanted)}`));
      } catch {
        return [];
      }
    }
    return known.get(wanted);
  };
};

const combobox = (input, number) => {
  const list = document.createElement("ul");
  const find = input.dataset.places ? places(input) : words(input);
  let at = -1;
  list.id = `offers-${number}`;
  list.className = "offers";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.offers);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  input.parentNode.append(list);

  const choose = (place) => {
    at = place;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", index === at));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const show = (offers) => {
    list.replaceChildren(
      ...offers.map((text, index) => {
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
    // In a form that asks for more, the place is one answer of several.
    if (input.form.getAttribute("role") === "search") input.form.requestSubmit();
  };

  const offer = async () => {
    const typed = input.value;
    const offers = await find(typed);
    // Only what is still asked: somebody may have typed on, or gone.
    if (document.activeElement === input && input.value === typed && typed !== input.defaultValue) show(offers);
  };
  input.addEventListener("focus", offer);
  input.addEventListener("input", offer);
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

document.querySelectorAll("[data-words], [data-places]").forEach(combobox);
