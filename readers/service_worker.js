// Opens kept pages and the last list without net, and sends later what was written without it: docs/offline.md.
// The line above is the server's: `const ON`, false where the worker is switched off for all.
const SILENCE_MS = 800;
const DAY_MS = 24 * 60 * 60 * 1000;
// Each kept page has a cache of its own, called by its address. What is in there needs no version: it is whole.
const KEPT = "kept ";
const LIST = "list";
const NEVER = /^\/(admin|api|documents|download|health)\/|\/(mine|confirm|stop)\/|^\/\w\w\/answer\//;
const LISTS = /^\/\w\w\/practices\/$/;
const FORMS = /^\/\w\w\/(.+\/tried|ask\/new|ask\/\d+\/answer|tell(\/.+)?)\/$/;
// Of a photo the first, smallest size of the encoding that every browser with a worker of this kind knows.
const PARTS = /<(?:source type="image\/avif" srcset|(?:img|script)[^>]* src|link rel="(?:stylesheet|icon)" href)="(\/[^",? ]+)/g;
const AS_ASKED = { ignoreVary: true };

const addressOf = (url) => new URL(url).pathname + new URL(url).search;
// All sizes of a photo are one: whichever the browser asks for, it gets the one that is kept.
const partOf = (path) => path.replace(/(\/[a-z])\d+\.(avif|webp|jpg)$/, "$1");
const listOfKept = (address) => `/${address.split("/")[1]}/kept/`;
const mayStay = ({ status, type, redirected, headers }) =>
  status === 200 && type === "basic" && !redirected && !/no-store/.test(headers.get("Cache-Control"));

// Nothing that a signed-in person sees: asked for without cookies. The page comes last, so that it is never without its parts.
const keep = async (address, given) => {
  if (NEVER.test(address)) throw new Error("private");
  const answer = given || (await fetch(address, { credentials: "omit", cache: "no-cache" }));
  if ([404, 410].includes(answer.status)) await caches.delete(KEPT + address);
  if (!mayStay(answer)) throw new Error(answer.status);
  const html = await answer.text();
  const parts = new Map([...html.matchAll(PARTS)].reverse().map(([, path]) => [partOf(path), path]));
  const fetched = await Promise.all(
    [...parts].map(async ([key, path]) => [key, (await caches.match(key, AS_ASKED)) || (await fetch(path, { credentials: "omit" }))]),
  );
  const cache = await caches.open(KEPT + address);
  for (const [key, part] of fetched) if (part.ok) await cache.put(key, part);
  const headers = new Headers(answer.headers);
  headers.set("Kept-At", Date.now());
  await cache.put(address, new Response(html, { headers }));
  for (const { url } of await cache.keys()) {
    if (addressOf(url) !== address && !parts.has(addressOf(url))) await cache.delete(url);
  }
};

const keepList = async (address, answer) => {
  if (!mayStay(answer)) return;
  const cache = await caches.open(LIST);
  await cache.put(address, answer);
  for (const { url } of await cache.keys()) if (addressOf(url) !== address) await cache.delete(url);
};

// What was taken back on the site ends here too, a day later or as soon as there is net again.
const renew = async () => {
  for (const name of await caches.keys()) {
    const address = name.startsWith(KEPT) && name.slice(KEPT.length);
    const page = address && (await caches.match(address, AS_ASKED));
    if (page && Date.now() - page.headers.get("Kept-At") > DAY_MS) await keep(address);
  }
};

// The queue of reports. Its key is the stamp of the form, by which the site knows what it has already.
const changed = new BroadcastChannel("outbox");
const outbox = (mode, act) =>
  new Promise((done, fail) => {
    const opening = indexedDB.open("outbox", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("reports", { keyPath: "stamp" });
    opening.onerror = fail;
    opening.onsuccess = () => {
      const db = opening.result;
      const step = db.transaction("reports", mode, { durability: "strict" });
      const asked = act(step.objectStore("reports"));
      step.onabort = fail;
      step.oncomplete = () => {
        db.close();
        if (mode === "readwrite") changed.postMessage(0);
        done(asked.result);
      };
    };
  });

const sendAll = async () => {
  for (const one of await outbox("readonly", (reports) => reports.getAll())) {
    if (one.state !== "waiting") continue;
    const body = new FormData();
    for (const [name, value] of one.fields) body.append(name, value);
    const answer = await fetch(one.address, { method: "POST", body });
    if (answer.status >= 500 || answer.status === 429) continue;
    if (answer.redirected) {
      const { stamp, address, at } = one;
      await outbox("readwrite", (reports) => reports.put({ stamp, address, at, state: "sent", link: answer.url }));
      continue;
    }
    // Refused, or asked something: the person looks at it again, with the stamp that the site gave now.
    const [, stamp = one.stamp] = (await answer.text()).match(/name="stamp" value="([^"]+)"/) || [];
    const fields = one.fields.map(([name, value]) => [name, name === "stamp" ? stamp : value]);
    await outbox("readwrite", (reports) => {
      reports.delete(one.stamp);
      return reports.put({ ...one, stamp, fields, state: "refused" });
    });
  }
};
let sending;
const flush = () => (sending ??= sendAll().finally(() => (sending = null)));

const submit = async (event, address) => {
  const copy = event.request.clone();
  const answer = await fetch(event.request).catch(() => ({ status: 503 }));
  const read = copy.formData().then((form) => [...form].filter(([, value]) => value.size !== 0));
  const stampOf = (fields) => Object.fromEntries(fields).stamp;
  if (answer.status < 500) {
    const forget = (fields) => outbox("readwrite", (reports) => reports.delete(stampOf(fields)));
    if (answer.type === "opaqueredirect") event.waitUntil(read.then(forget).catch(() => {}));
    return answer;
  }
  const fields = await read;
  const report = { stamp: stampOf(fields), address, fields, at: Date.now(), state: "waiting" };
  await outbox("readwrite", (reports) => reports.put(report));
  registration.sync?.register("outbox").catch(() => {});
  return Response.redirect(listOfKept(address), 303);
};

const arrived = async (address, path, isKept, answer) => {
  const isList = LISTS.test(path);
  if (isKept) await keep(address, answer).catch(() => {});
  else if (isList) await keepList(address, answer);
  if ((isList || FORMS.test(path)) && !(await caches.has(KEPT + listOfKept(address)))) await keep(listOfKept(address));
  await flush();
  await renew();
};

const open = async (event, address, path) => {
  const isKept = await caches.has(KEPT + address);
  const kept = await caches.match(address, AS_ASKED);
  const asked = fetch(event.request);
  event.waitUntil(asked.then((answer) => arrived(address, path, isKept, answer.clone())).catch(() => {}));
  const silence = new Promise((done) => kept && setTimeout(done, SILENCE_MS));
  const answer = await Promise.race([asked, silence]).catch(() => {});
  if (answer && !(kept && answer.status >= 500)) return answer;
  // The same practice as seen from another land, but never another list.
  const alike = kept || (!LISTS.test(path) && (await caches.match(path, { ...AS_ASKED, ignoreSearch: true })));
  return alike || (await caches.match(listOfKept(address), AS_ASKED)) || Response.error();
};

// Switched off it goes, as soon as what waits is sent: with each page that is opened it tries again.
const leave = async () => {
  await sweep();
  await flush();
  await registration.unregister();
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const address = addressOf(request.url);
  if (!ON) return event.waitUntil(leave().catch(() => {}));
  if (origin !== location.origin || NEVER.test(pathname)) return;
  if (request.destination === "document") {
    if (request.method === "GET") event.respondWith(open(event, address, pathname));
    else if (FORMS.test(pathname)) event.respondWith(submit(event, address));
  } else if (["image", "style", "script"].includes(request.destination)) {
    event.respondWith(caches.match(partOf(pathname), AS_ASKED).then((part) => part || fetch(request)));
  }
});

addEventListener("sync", (event) => event.waitUntil(flush()));

addEventListener("message", (event) => {
  const { keep: address } = event.data;
  const say = (text) => event.ports[0].postMessage(text);
  event.waitUntil(address ? keep(address).then(() => say("kept"), () => say("")) : flush().catch(() => {}));
});

addEventListener("install", (event) => {
  skipWaiting();
  const prepare = async () => {
    for (const { url } of await clients.matchAll({ includeUncontrolled: true, type: "window" })) {
      const address = addressOf(url);
      if (/^\/\w\w\//.test(address)) await keep(listOfKept(address));
      if (LISTS.test(new URL(url).pathname)) await keepList(address, await fetch(address, { cache: "force-cache" }));
    }
  };
  if (ON) event.waitUntil(prepare());
});

const sweep = async () => {
  for (const name of await caches.keys()) {
    if (!ON || (name !== LIST && !name.startsWith(KEPT))) await caches.delete(name);
  }
};

addEventListener("activate", (event) => event.waitUntil(ON ? sweep().then(() => clients.claim()) : leave().catch(() => {})));
