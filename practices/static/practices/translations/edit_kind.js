// Asks for the kind of edit below the text that is changed; without scripts the question always stands on top.
const TEXT = /_(en|fr|es)$/;

function askWhenTextChanges(question) {
  question.hidden = true;
  const ask = (event) => {
    if (!TEXT.test(event.target.name ?? "")) return;
    question.hidden = false;
    // On another tab it would not be seen.
    if (!question.dataset.asked || question.offsetParent === null) {
      event.target.closest("[data-contentpath]")?.append(question);
      question.dataset.asked = "1";
    }
  };
  document.addEventListener("input", ask);
  document.addEventListener("change", ask);
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-edit-kind]").forEach(askWhenTextChanges);
});
