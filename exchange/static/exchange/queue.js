// Ready replies fill the field; what somebody typed is never replaced, the reply goes below it.
for (const canned of document.querySelectorAll("[data-fills]")) {
  const field = document.getElementById(canned.dataset.fills);
  const ready = [...canned.querySelectorAll("[data-text]")].map((choice) => choice.dataset.text);
  canned.addEventListener("change", (event) => {
    const text = event.target.dataset.text;
    const typed = field.value.trim();
    field.value = !typed || ready.includes(typed) ? text : `${typed}\n\n${text}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// The message to be sent follows what stands in the reply.
const message = document.querySelector("[data-message]");
const reply = document.querySelector("textarea[name^=words_]");
if (message && reply) {
  for (const field of document.querySelectorAll("textarea[name^=words_]")) {
    field.addEventListener("input", () => {
      const address = new URL(message.href);
      address.searchParams.set("text", field.value);
      message.href = address;
    });
  }
}
