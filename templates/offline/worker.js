{% if is_on %}// Release {{ release }}: other bytes here make browsers install the worker anew.
importScripts("{{ static('liangcheng/js/worker.js') }}");
{% else %}// Reading offline is switched off (OFFLINE=off): this worker takes the place of the one installed
// earlier, deletes what that one stored, and goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const goodbye = async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await self.registration.unregister();
  };
  event.waitUntil(goodbye());
});
{% endif %}
