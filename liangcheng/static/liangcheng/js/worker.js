/**
 * The service worker: what was read, and the latest issue, can be read without network.
 *
 * - Pages come from the network, always. A stored copy is shown, with a line that says so, only
 *   where the network fails or is silent for PATIENCE. A 404 or 410 deletes the copy.
 * - After each page from the network it asks /offline.json whether anything public has changed. If
 *   so, each copy that shows an article or an issue that was taken back, corrected or changed is
 *   deleted, and "owed": fetched anew when the reader's browser is idle. No clock decides that, for
 *   a change has its time before readers see it: a copy names the generation it was made of, and of
 *   what it shows the state in that generation is noted, to be compared with the state later.
 * - Never stored: what says no-store (previews), what is no page to read (admin), searches.
 *
 * It is served through templates/offline/worker.js, and asks liangcheng/offline.py.
 */
const PAGES = "paper-pages"; // by path; js/stored.js reads it too
const PICTURES = "paper-pictures"; // by folder: of each picture one width, whichever a page asks for
const FILES = "paper-files"; // by name without hash: a copy older than the release keeps its style
const NOTES = "paper-notes"; // what is known of the site, and which addresses are owed
const MOST = { [PAGES]: 200, [PICTURES]: 100 };
const AT_A_TIME = 100; // owed addresses fetched after one page, one after the other
const NAMES_AT_A_TIME = 100; // liangcheng/offline.py answers no more
const PATIENCE = 15_000; // milliseconds without the first byte of an answer
const MADE_OF = "Publication-Generation"; // header: which one a copy shows, or a later one in part
const OFFLINE = "/offline/";
const NEWS = "/offline.json";

const READ = /^\/(?:(?:issues|articles|departments|people|meetings|tags)\/(?:[^.]+\/)?)?$/;
const SAME_WITH_QUERY = /^\/(?:articles\/\d+|issues\/[\d-]{10,}(?:\/\w+)?)\/$/; // ?from=timeline
const PICTURE = /^\/media\/(?:photos|pages)\/\w+\/(?=\d+\.\w+$)/;
const PICTURES_SHOWN = /\/media\/(?:photos|pages)\/\w+\/(?=\d+\.\w)/g;
const FILE = /^\/static\/liangcheng\/(?!admin\/)/;
const FILES_NEEDED = /(?:href|src)="(\/static\/[^"]+)"/g;
const HASH = /\.[0-9a-f]{12}(?=\.\w+$)/;
const NAMES = /\/(articles\/\d+|issues\/\d{4}-\d\d-\d\d(?:-\d+)?)(?=\/)/g;

const at = (address) => new URL(address, location.origin);
const find = async (name, key) => (await caches.open(name)).match(key, { ignoreVary: true });
const paths = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => at(url).pathname);
const madeAt = (copy) => Date.parse(copy.headers.get("Date")) / 1000 || 0;

/** Where an address is stored: the cache and the key in it; nothing if it never is. */
const placeOf = ({ pathname, search }) => {
  if (pathname === OFFLINE) return [FILES, OFFLINE];
  if (FILE.test(pathname)) return [FILES, pathname.replace(HASH, "")];
  if (PICTURE.test(pathname)) return [PICTURES, pathname.match(PICTURE)[0]];
  return READ.test(pathname) && (!search || SAME_WITH_QUERY.test(pathname)) ? [PAGES, pathname] : [];
};

/** The copy of an address, if there is one. */
const copyOf = async (address) => {
  const [name, key] = placeOf(at(address));
  return name && find(name, key);
};

/** Store an answer; delete the copy where it may not be stored, or there is no such page any more. */
const keep = async (name, key, response) => {
  const cache = await caches.open(name);
  const isPrivate = /no-store/.test(response.headers.get("Cache-Control") ?? "");
  if (response.status === 200 && response.type === "basic" && !response.redirected && !isPrivate) {
    await cache.delete(key); // so that it becomes the newest
    try {
      await cache.put(key, response);
    } catch {
      await trim(name, MOST[name] / 2); // the device is full
    }
    await trim(name, MOST[name]);
  } else if ([404, 410].includes(response.status) || isPrivate) {
    if ((await cache.delete(key)) && name === PAGES) await sweepPictures();
  }
};

/** Delete the oldest copies beyond a number; where there is no number all stay. */
const trim = async (name, most = Infinity) => {
  const cache = await caches.open(name);
  for (const path of (await paths(name)).slice(0, -most)) await cache.delete(path);
};

/** What `see(path, text, generation)` says of each stored page, or of those at some paths. */
const ofPages = async (see, among) => {
  const seen = [];
  for (const path of among ?? (await paths(PAGES))) {
    const copy = await find(PAGES, path);
    if (copy) seen.push(see(path, await copy.text(), copy.headers.get(MADE_OF)));
  }
  return seen;
};

/** Delete the pictures that no stored page shows. */
const sweepPictures = async () => {
  const shown = new Set((await ofPages((_, text) => text.match(PICTURES_SHOWN) ?? [])).flat());
  const pictures = await caches.open(PICTURES);
  for (const folder of await paths(PICTURES)) if (!shown.has(folder)) await pictures.delete(folder);
};

// What is current

const UNKNOWN = { owed: [], latest: [], made: {}, states: {} };
const notes = async () => ({ ...UNKNOWN, ...(await (await find(NOTES, NEWS))?.json()) });
const note = async (what) => (await caches.open(NOTES)).put(NEWS, new Response(JSON.stringify(what)));

/** One task after the other, of the next release's worker too: two would undo each other's notes. */
const inTurn = (task) => navigator.locks.request(NOTES, task).catch(() => {}); // no network: later

/**
 * Delete what is no longer true, and note what is to be fetched. While nothing changes only copies
 * are looked at that were not before, and those at paths just `fetched`.
 */
const check = async (...fetched) => {
  const known = await notes();
  const headers = known.tag ? { "If-None-Match": known.tag } : {};
  const answer = await fetch(NEWS, { cache: "no-store", headers });
  if (!answer.ok && answer.status !== 304) return;
  const news = answer.ok ? { tag: answer.headers.get("ETag"), ...(await answer.json()) } : known;
  const { tag, generation, look, latest } = news;
  const isNew = generation !== known.generation;
  const isToJudge = (path) => isNew || fetched.includes(path) || !(path in known.made);
  const { stale, made, states } = await judge((await paths(PAGES)).filter(isToJudge), known, generation);
  const owed = new Set(known.owed);
  const pages = await caches.open(PAGES);
  for (const { path, isGone } of stale) {
    await pages.delete(path);
    owed[isGone ? "delete" : "add"](path);
  }
  if (stale.length) await sweepPictures();
  if (isNew) for (const path of [OFFLINE, "/"]) owed.add(path);
  if (look !== known.look) for (const path of [OFFLINE, ...(await paths(PAGES)).reverse()]) owed.add(path);
  if (answer.ok) for (const address of latest) if (!(await copyOf(address))) owed.add(address);
  await note({ tag, generation, look, latest, made, states, owed: [...owed] });
};

/**
 * Which of some copies are stale: neither made of this generation, nor of one in which all that they
 * show was as it is. And what is known of the others: `made`, the generation of each copy that shows
 * things in their `states`.
 */
const judge = async (paths, known, generation) => {
  const copies = await ofPages((path, text, made) => {
    const named = [...(path + text).matchAll(NAMES)].map(([, name]) => name);
    return { path, made, names: [...new Set(named)] };
  }, paths);
  const before = generation === known.generation ? known : UNKNOWN;
  const asked = new Set(copies.flatMap(({ names }) => names).filter((name) => !(name in before.states)));
  const states = { ...before.states, ...(await statesOf([...asked], generation)) };
  const isSame = (name) => states[name] === known.states[name];
  const isGone = (path) => [...path.matchAll(NAMES)].some(([, name]) => states[name] === null);
  const made = { ...before.made };
  const stale = [];
  for (const copy of copies) {
    if (copy.made === generation || (copy.made === known.made[copy.path] && copy.names.every(isSame))) {
      made[copy.path] = copy.made;
    } else {
      delete made[copy.path];
      stale.push({ path: copy.path, isGone: isGone(copy.path) });
    }
  }
  return { stale, made, states };
};

/** The states of articles and issues in a generation; null of what is not public. */
const statesOf = async (names, generation) => {
  const states = Object.fromEntries(names.map((name) => [name, null]));
  for (let first = 0; first < names.length; first += NAMES_AT_A_TIME) {
    const some = names.slice(first, first + NAMES_AT_A_TIME);
    const answer = await fetch(`${NEWS}?named=${some}`, { cache: "no-store" });
    const told = answer.ok ? await answer.json() : {};
    if (told.generation !== generation) throw new Error("nothing is known to be current");
    Object.assign(states, told.states);
  }
  return states;
};

/** Fetch and store an address and, of a page, the files it needs. */
const save = async (address) => {
  const [name, key] = placeOf(at(address));
  if (!name) return;
  const response = await fetch(address, { cache: "no-cache", priority: "low" });
  const isPage = response.ok && response.headers.get("Content-Type")?.startsWith("text/html");
  const text = isPage ? await response.clone().text() : "";
  await keep(name, key, response);
  for (const [, file] of text.matchAll(FILES_NEEDED)) {
    if (FILE.test(file) && (await copyOf(file))?.url !== at(file).href) await save(file);
  }
};

/** Fetch what is owed, as far as one turn goes, and say what; what the network does not give stays owed. */
const settle = async () => {
  const { owed, ...rest } = await notes();
  const fetched = [];
  try {
    for (; owed.length && fetched.length < AT_A_TIME; fetched.push(owed.shift())) await save(owed[0]);
  } finally {
    await note({ ...rest, owed });
  }
  return fetched;
};

// What readers get

/** A stored page that says when it was stored. */
const dated = async (copy) => {
  const made = new Date(madeAt(copy) * 1000);
  const year = made.getFullYear() === new Date().getFullYear() ? undefined : "numeric";
  const day = made.toLocaleDateString("zh-CN", { year, month: "long", day: "numeric" });
  const notice = /(<aside class="stored-notice"[^>]*) hidden(>[^]*?<time)></;
  const text = (await copy.text()).replace(notice, `$1$2 datetime="${made.toISOString()}">${day}<`);
  return again(copy, text, 200);
};

/** The page that lists what is stored, at the address of one that is not. */
const nothingStored = async () => {
  const copy = await find(FILES, OFFLINE);
  return copy ? again(copy, copy.body, 503) : Response.error();
};

/** An answer with the headers of a stored one, the Content-Security-Policy among them. */
const again = (copy, body, status) => {
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(body, { status, headers });
};

/** A page: from the network; without it from the store. */
const page = async (event, name, key) => {
  const live = fetch(event.request);
  const learn = (response) => name && keep(name, key, response);
  event.waitUntil(live.then((response) => learn(response.clone())).then(() => inTurn(() => check(key)), () => {}));
  const copy = name && (await find(name, key));
  const silence = new Promise((_, fail) => copy && setTimeout(fail, PATIENCE));
  try {
    const response = await Promise.race([live, silence]);
    // Some proxy answers, the site does not: as good as no network.
    if (!copy || ![502, 503, 504].includes(response.status)) return response;
  } catch {
    if (!copy) return nothingStored();
  }
  return dated(copy);
};

/** A file or a picture: what has a hash from the store, all else from the network while there is one. */
const part = async (event, name, key) => {
  const copy = await find(name, key);
  if (copy?.url === event.request.url && HASH.test(copy.url)) return copy;
  try {
    const response = await fetch(event.request);
    event.waitUntil(keep(name, key, response.clone()));
    return response;
  } catch {
    return copy?.clone() ?? Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = at(request.url);
  // What is posted goes past the worker: the site asks the browser where it comes from.
  if (request.method !== "GET" || url.origin !== location.origin) return;
  const [name, key] = placeOf(url);
  if (name && name !== PAGES) event.respondWith(part(event, name, key));
  else if (request.mode === "navigate" && !url.pathname.startsWith("/admin/")) {
    event.respondWith(page(event, name, key));
  }
});

/** From js/offline.js, when a page is idle: what the worker missed, and whether to fetch ahead. It is told when done. */
self.addEventListener("message", (event) => {
  const { missed, ahead } = event.data;
  const tidy = async () => {
    await check();
    if (missed) await save(missed);
    const fetched = [...(missed ? [at(missed).pathname] : []), ...(ahead ? await settle() : [])];
    if (fetched.length) await check(...fetched); // while they are of this generation still
  };
  event.waitUntil(inTurn(tidy).then(() => event.source.postMessage("tidy")));
});

self.addEventListener("install", (event) => {
  event.waitUntil(save(OFFLINE).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
