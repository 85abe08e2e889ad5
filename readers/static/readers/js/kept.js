// What this phone keeps: practices, the last list, reports that wait to be sent. The worker writes it, this page lists it.
const KEPT = "kept ";
const here = document.querySelector("[data-here]");
const words = here.dataset;
const part = (name) => here.querySelector(`[data-part=${name}]`);
const { lang } = document.documentElement;
// The day before the month, as everywhere on the site.
const day = (time, options = { dateStyle: "long" }) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, options).format(Number(time));
const size = (bytes) =>
  new Intl.NumberFormat(lang, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 }).format(bytes / 1000);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const tell = (text) => {
  part("status").textContent = text;
  part("status").hidden = !text;
};

const outbox = (mode, act) =>
  new Promise((done, fail) => {
    const opening = indexedDB.open("outbox", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("reports", { keyPath: "stamp" });
    opening.onerror = fail;
    opening.onsuccess = () => {
      const step = opening.result.transaction("reports", mode);
      const asked = act(step.objectStore("reports"));
      step.oncomplete = () => {
        opening.result.close();
        done(asked.result);
      };
    };
  });

const row = (name) => part(name).content.firstElementChild.cloneNode(true);
const put = (name, rows) => {
  part(name).querySelector("ul").replaceChildren(...rows);
  part(name).hidden = !rows.length;
};

// A report as a form of the page it was written on: the site answers it there, with all that was typed.
const resend = ({ address, fields }) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.enctype = "multipart/form-data";
  form.hidden = true;
  for (const [name, value] of fields) {
    const input = document.createElement("input");
    input.name = name;
    if (value instanceof Blob) {
      const files = new DataTransfer();
      files.items.add(value);
      input.type = "file";
      input.files = files.files;
    } else {
      input.type = "hidden";
      input.value = value;
    }
    form.append(input);
  }
  document.body.append(form);
  form.submit();
};

const kindOf = (address) => {
  if (address.includes("/tried/")) return words.tried;
  if (address.includes("/answer/")) return words.answer;
  return address.includes("/ask/") ? words.ask : words.tell;
};
const reportRow = (report) => {
  const made = row("report");
  const { changed, text, sentence } = Object.fromEntries(report.fields || []);
  const find = (name) => made.querySelector(`[data-${name}]`);
  find("kind").textContent = kindOf(report.address);
  find("said").textContent = changed || text || sentence || "";
  find("when").textContent = day(report.at, { dateStyle: "long", timeStyle: "short" });
  find("state").textContent = words[report.state];
  find("link").hidden = report.state !== "sent";
  if (report.link) find("link").href = report.link;
  find("again").hidden = report.state === "sent" || (report.state === "waiting" && !!words.worker);
  find("again").addEventListener("click", () => resend(report));
  find("remove").addEventListener("click", async () => {
    if (!confirm(report.state === "sent" ? words.removeSent : words.removeUnsent)) return;
    await outbox("readwrite", (reports) => reports.delete(report.stamp));
    drawReports();
  });
  return made;
};
const drawReports = async () => {
  const reports = await outbox("readonly", (stored) => stored.getAll());
  reports.sort((one, other) => other.at - one.at);
  put("reports", reports.map(reportRow));
};

const read = async (name, address) => {
  const cache = await caches.open(name);
  const answers = await Promise.all((await cache.keys()).map((request) => cache.match(request, { ignoreVary: true })));
  const page = await cache.match(address, { ignoreVary: true });
  if (!page) return null;
  const bytes = (await Promise.all(answers.map((answer) => answer.blob()))).reduce((sum, blob) => sum + blob.size, 0);
  const parsed = new DOMParser().parseFromString(await page.text(), "text/html");
  const title = parsed.querySelector("h1");
  return { name, address, bytes, at: page.headers.get("Kept-At"), title: title.textContent.trim(), lang: (title.querySelector("[lang]") || parsed.documentElement).lang };
};
const practices = async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT) && !name.endsWith("/kept/"));
  const found = await Promise.all(names.map((name) => read(name, name.slice(KEPT.length))));
  return found.filter(Boolean).sort((one, other) => other.at - one.at);
};
const practiceRow = (kept) => {
  const made = row("practice");
  const link = made.querySelector("a");
  link.href = kept.address;
  link.querySelector("b").textContent = kept.title;
  link.querySelector("b").lang = kept.lang;
  link.querySelector("small").textContent = fill(words.about, { size: size(kept.bytes), day: day(kept.at) });
  const remove = made.querySelector("button");
  remove.setAttribute("aria-label", `${remove.title}: ${kept.title}`);
  remove.addEventListener("click", async () => {
    await caches.delete(kept.name);
    tell("");
    drawPractices();
  });
  return made;
};
const drawPractices = async () => {
  const kept = await practices();
  put("practices", kept.map(practiceRow));
  const [list] = await (await caches.open("list")).keys();
  const last = part("last");
  last.hidden = !list;
  if (list) {
    const address = list.url.slice(location.origin.length);
    last.querySelector("a").href = address;
    last.querySelector("b").textContent = (await read("list", address)).title;
  }
  part("all").hidden = !list && !kept.length;
  part("nothing").hidden = kept.length > 0;
};

// The link on a practice says in its last part, which no server is told, what is to be kept.
const keep = async (address) => {
  tell(words.keeping);
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((done) => (port1.onmessage = ({ data }) => done(data)));
  (await navigator.serviceWorker.ready).active.postMessage({ keep: address }, [port2]);
  if (!(await answer)) {
    tell(words.refusal);
    return;
  }
  // The same practice for another land is the same practice.
  for (const other of await practices()) {
    if (other.address !== address && other.address.split("?")[0] === address.split("?")[0]) await caches.delete(other.name);
  }
  navigator.storage?.persist?.();
  const { title, bytes } = await read(KEPT + address, address);
  tell(fill(words.kept, { title, size: size(bytes) }));
};

const begin = async () => {
  if (location.pathname !== words.here) tell(words.offline);
  // Listened to before the first look, so that nothing changes unseen between the two.
  new BroadcastChannel("outbox").addEventListener("message", drawReports);
  await drawReports().catch(() => {});
  const { serviceWorker } = navigator;
  const mayBe = !!words.worker && !!serviceWorker;
  // Without net the worker may be slow to answer, what it has kept is there at once.
  if (mayBe) await drawPractices();
  part("can").hidden = !mayBe;
  const isThere = mayBe && (await serviceWorker.register(words.worker).catch(() => {}));
  part("can").hidden = !isThere;
  part("cannot").hidden = !!isThere;
  if (!isThere) return;
  const flush = async () => (await navigator.serviceWorker.ready).active.postMessage({});
  addEventListener("online", flush);
  flush();
  // The net is often slower to come than the browser says.
  setInterval(() => navigator.onLine && !part("reports").hidden && flush(), 20 * 1000);
  part("all").addEventListener("click", async () => {
    if (!confirm(words.removeAll)) return;
    for (const { name } of await practices()) await caches.delete(name);
    await caches.delete("list");
    tell("");
    drawPractices();
  });
  if (location.hash.startsWith("#/")) {
    const { pathname, search } = new URL(location.hash.slice(1), location.origin);
    history.replaceState(null, "", location.pathname);
    await keep(pathname + search);
    drawPractices();
  }
};
begin();
