/**
 * The page 离线阅读: lists what the worker has stored on this device, and clears it when asked to.
 * It is also shown at the address of any page that is not stored, while there is no network.
 */
const PAGES = "paper-pages"; // names as in js/worker.js
const NOTES = "paper-notes";
const CLEARED = [PAGES, "paper-pictures", NOTES];
const NEWS = "/offline.json";

const PAUSES = [1, 2, 4, 8, 16]; // seconds: a network that is back does not carry at once

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const show = (name) => part(name).removeAttribute("hidden");
const hide = (name) => part(name).setAttribute("hidden", "");

/** The path and title of each stored page, the newest first. */
const stored = async () => {
  const cache = await caches.open(PAGES);
  const pages = [];
  for (const key of (await cache.keys()).reverse()) {
    const copy = await cache.match(key, { ignoreVary: true });
    if (!copy) continue;
    const parsed = new DOMParser().parseFromString(/<title>[^<]*<\/title>/.exec(await copy.text()), "text/html");
    pages.push({ path: new URL(key.url).pathname, title: parsed.title.split("｜《")[0] });
  }
  return pages;
};

const list = (name, pages) => {
  const items = pages.map(({ path, title }) => {
    const link = Object.assign(document.createElement("a"), { href: path, textContent: title || path });
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
  part(name).querySelector("ul").replaceChildren(...items);
  if (items.length) show(name);
  else hide(name);
};

const fill = async () => {
  const notes = await caches.open(NOTES).then((cache) => cache.match(NEWS));
  const { latest = [] } = (await notes?.json()) ?? {};
  const pages = await stored();
  const inOrder = latest.map((path) => pages.find((page) => page.path === path)).filter(Boolean);
  const others = pages.filter((page) => !latest.includes(page.path));
  const isArticle = ({ path }) => /^\/articles\/\d+\/$/.test(path);
  list("latest", inOrder.filter(({ path }) => path !== "/"));
  list("read", others.filter(isArticle));
  list("others", [...inOrder.filter(({ path }) => path === "/"), ...others.filter((page) => !isArticle(page))]);
  (pages.length ? show : hide)("clear");
  (pages.length ? hide : show)("nothing");
};

/** Open the page that was asked for, as soon as the site answers. */
const retry = async () => {
  for (const pause of PAUSES) {
    await new Promise((then) => setTimeout(then, pause * 1000));
    try {
      await fetch(NEWS, { method: "HEAD", cache: "no-store" });
      location.reload();
      return;
    } catch {
      // Not yet.
    }
  }
};

if ("serviceWorker" in navigator && "caches" in window) {
  if (location.pathname !== "/offline/") {
    hide("here");
    show("unread");
    show("again");
    window.addEventListener("online", retry);
  }
  part("clear").querySelector("button").addEventListener("click", async () => {
    for (const name of CLEARED) await caches.delete(name);
    await fill();
    show("cleared");
    part("cleared").focus();
  });
  // The worker has stored or deleted something meanwhile.
  navigator.serviceWorker.addEventListener("message", fill);
  hide("unable");
  fill();
}
