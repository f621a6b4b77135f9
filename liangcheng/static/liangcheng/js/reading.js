/**
 * A reader's place on the page while its look changes: 长者模式 and other settings make the page anew
 * in another size, and who pressed in the middle of a story goes on there. Without this script the
 * settings work all the same, from the top of the page.
 */
const page = document.documentElement;
const key = `place:${location.pathname}${location.search}`;
const blocks = () => [...document.querySelectorAll("main :is(h1, h2, h3, p, li, dt, dd, figure, tr)")];

const remember = () => {
  // What is folded away has a place too, somewhere below.
  const isSeen = (block) => block.checkVisibility?.() ?? true;
  const read = blocks().findIndex((block) => isSeen(block) && block.getBoundingClientRect().bottom > 0);
  if (scrollY > 0 && read > 0) sessionStorage.setItem(key, read);
};

const goOn = () => {
  const read = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  if (read && !location.hash) blocks()[read]?.scrollIntoView({ behavior: "instant" });
};

// The buttons that change the look stand in the same order before and after.
const focusKey = `focus:${location.pathname}`;
const buttons = () => [...document.querySelectorAll("button[name=reading]")];

/** Who pressed by keyboard goes on from the button; by mouse or finger no ring appears on it. */
const rememberFocus = (button) => {
  if (button?.matches(":focus-visible")) sessionStorage.setItem(focusKey, buttons().indexOf(button));
};

const giveFocusBack = () => {
  const pressed = sessionStorage.getItem(focusKey);
  sessionStorage.removeItem(focusKey);
  if (!pressed) return;
  const give = () => {
    const isFree = document.activeElement === document.body;
    if (isFree) buttons()[pressed]?.focus({ preventScroll: true, focusVisible: true });
  };
  // The way to a part of the page takes the focus away, in the first frame after all has come.
  const later = () => requestAnimationFrame(() => requestAnimationFrame(give));
  if (location.hash) addEventListener("pageshow", later, { once: true });
  else give();
};

// What is stored for a time without network cannot be made anew: the story stays, the switch waits.
const waits = document.querySelector("[data-waits]");
for (const form of document.querySelectorAll("form[data-keeps-place]")) {
  form.addEventListener("submit", (event) => {
    waits.hidden = navigator.onLine;
    if (!navigator.onLine) event.preventDefault();
  });
}

// A browser that keeps no data of the site has no places either.
try {
  goOn();
  giveFocusBack();
  for (const link of document.querySelectorAll("a[data-keeps-place]")) {
    link.addEventListener("click", remember);
  }
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (event.target.matches("[data-keeps-place]")) remember();
    rememberFocus(event.submitter);
  });
} catch {}

// “Back” shows the page as it was left, perhaps before the settings changed.
addEventListener("pageshow", (event) => {
  const chosen = document.cookie.match(/(?:^|; )reading=([^;]*)/)?.[1] ?? "";
  if (event.persisted && chosen !== page.dataset.reading) location.reload();
});
