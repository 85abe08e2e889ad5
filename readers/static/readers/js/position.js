// "My position": asks the phone where it is, only when tapped, and sends no more than a tenth of a degree.
const toTenth = (degrees) => (Math.round(degrees * 10) / 10).toFixed(1);

const say = (button, text) => {
  button.querySelector("span").textContent = text;
};

const find = (button) => {
  say(button, button.dataset.wait);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const target = new URL(button.dataset.position, location.href);
      for (const [name, value] of new URLSearchParams(location.search)) {
        if (!["place", "place_name", "lat", "lon", "altitude", "typed", "page"].includes(name)) target.searchParams.append(name, value);
      }
      target.searchParams.set("lat", toTenth(coords.latitude));
      target.searchParams.set("lon", toTenth(coords.longitude));
      location.assign(target);
    },
    () => say(button, button.dataset.refused),
    { timeout: 20000, maximumAge: 600000 },
  );
};

if (navigator.geolocation) {
  for (const button of document.querySelectorAll("[data-position]")) {
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => find(button));
  }
}
