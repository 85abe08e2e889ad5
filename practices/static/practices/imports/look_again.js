// Asks again how far the worker is and puts the answer in its place, so that nobody loses theirs in the page;
// the whole page comes anew once it is done. Without scripts the page itself is asked for again.
(() => {
  const place = document.querySelector("[data-look-again]");
  const seconds = Number(place.dataset.lookAgain);

  async function lookAgain() {
    try {
      const answer = await fetch(location.href);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-look-again]");
      if (answer.ok && !found) {
        location.reload();
        return;
      }
      if (answer.ok && found.innerHTML !== place.innerHTML) {
        place.innerHTML = found.innerHTML;
      }
    } catch {
      // The net is away; the next look may find it.
    }
    setTimeout(lookAgain, seconds * 1000);
  }

  setTimeout(lookAgain, seconds * 1000);
})();
