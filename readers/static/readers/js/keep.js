// "Keep or send": a button that copies the address, and one that prints the practice. Both work without, by hand.
const select = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
};

const copy = async (button) => {
  const element = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch {
    // Without https, or where it was refused: selected, it can at least be copied by hand.
    select(element);
    if (!document.execCommand("copy")) return;
  }
  button.textContent = button.dataset.done;
};

for (const button of document.querySelectorAll("[data-copy]")) {
  button.parentElement.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", () => copy(button));
}

for (const link of document.querySelectorAll("[data-print]")) {
  link.addEventListener("click", (event) => {
    const sheet = open(link.href);
    if (!sheet) return;
    event.preventDefault();
    sheet.addEventListener("load", () => sheet.print());
  });
}
