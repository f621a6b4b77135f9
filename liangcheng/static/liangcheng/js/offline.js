/**
 * Puts the service worker to work (js/worker.js). Without this script, or where a browser has no
 * workers (old ones, addresses without https), the paper is read as usual, with network.
 */
const SOON = 1000; // milliseconds; a browser that paints nothing may never call itself idle

const whenIdle = (then) =>
  window.requestIdleCallback?.(then, { timeout: SOON }) ?? setTimeout(then, SOON);

// The first page a reader opens came before the worker, which is to fetch it once more.
const isFirst = !navigator.serviceWorker?.controller;

const start = async () => {
  try {
    await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" });
    const registration = await navigator.serviceWorker.ready;
    // Whichever worker is active then: the next release's may have come meanwhile.
    const tell = () =>
      registration.active?.postMessage({
        missed: isFirst ? location.pathname + location.search : null,
        ahead: !navigator.connection?.saveData,
      });
    whenIdle(tell);
    window.addEventListener("online", tell);
  } catch {
    // Site data are switched off, or no network: nothing is stored this time.
  }
};

if ("serviceWorker" in navigator) {
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
}
