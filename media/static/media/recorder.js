// Records a voice into a file input, so that the form goes the same way as with a file that was chosen.
const MOST_S = 180;
// A voice in Opus; three minutes are half a megabyte.
const BITS_PER_SECOND = 24000;
const EXTENSIONS = { "audio/webm;codecs=opus": "webm", "audio/ogg;codecs=opus": "ogg", "audio/mp4": "m4a" };

const type =
  window.MediaRecorder &&
  navigator.mediaDevices &&
  Object.keys(EXTENSIONS).find((each) => MediaRecorder.isTypeSupported(each));

function setUp(box) {
  const input = document.getElementById(box.dataset.recorder);
  const parts = Object.fromEntries([...box.querySelectorAll("[data-part]")].map((each) => [each.dataset.part, each]));
  let recorder;
  let isAsking = false;
  let isOurs = false;

  // Shows these parts and no others; the button with the focus may be gone, so the next one takes it.
  const show = (...names) => {
    const hadFocus = box.contains(document.activeElement);
    for (const [name, part] of Object.entries(parts)) part.hidden = !names.includes(name);
    if (hadFocus) parts[names[0]].focus();
  };

  const forget = () => {
    URL.revokeObjectURL(parts.heard.src);
    parts.heard.removeAttribute("src");
  };

  const keep = (chunks) => {
    const name = `${box.dataset.name} ${new Date().toISOString().slice(0, 10)}.${EXTENSIONS[type]}`;
    const file = new File(chunks, name, { type: type.split(";")[0] });
    const chosen = new DataTransfer();
    chosen.items.add(file);
    input.files = chosen.files;
    forget();
    parts.heard.src = URL.createObjectURL(file);
    show("again", "heard", "kept");
    isOurs = true;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    isOurs = false;
  };

  const record = async () => {
    let sound;
    if (isAsking) return;
    isAsking = true;
    try {
      sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (problem) {
      show("record", ["NotAllowedError", "SecurityError"].includes(problem.name) ? "refused" : "missing");
      return;
    } finally {
      isAsking = false;
    }
    const chunks = [];
    const began = performance.now();
    const tick = () => {
      const seconds = Math.floor((performance.now() - began) / 1000);
      parts.time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (seconds >= MOST_S && recorder.state === "recording") recorder.stop();
    };
    const clock = setInterval(tick, 250);
    recorder = new MediaRecorder(sound, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
    recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of sound.getTracks()) track.stop();
      keep(chunks);
    });
    recorder.start();
    tick();
    show("stop", "time", "recording");
  };

  parts.record.addEventListener("click", record);
  parts.again.addEventListener("click", record);
  parts.stop.addEventListener("click", () => recorder.stop());
  input.form.addEventListener("submit", (event) => {
    // What is being said would be lost; it is sent with the next press.
    if (recorder && recorder.state === "recording") {
      event.preventDefault();
      recorder.stop();
    }
  });
  input.addEventListener("change", () => {
    // Somebody chose a file after all.
    if (!isOurs) {
      forget();
      show("record");
    }
  });
  // Phones would open their own recorder, where one cannot choose a file.
  input.removeAttribute("capture");
  box.hidden = false;
}

if (type) document.querySelectorAll("[data-recorder]").forEach(setUp);
