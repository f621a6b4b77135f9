/**
 * What a reader does with an article: print it, copy its citation or address, pass it on. Without
 * this script the citation, the address and the QR code stand there to be read and selected.
 */
const tools = document.querySelector("[data-story-tools]");

for (const control of tools.querySelectorAll("[data-needs-script]")) control.classList.add("is-ready");

// Panels: one at a time, closed by Escape or by a press beside them.

const panels = [...tools.querySelectorAll("details")];
const close = (except) => {
  for (const panel of panels) if (panel !== except) panel.open = false;
};

for (const panel of panels) {
  panel.addEventListener("toggle", () => {
    if (!panel.open) return;
    close(panel);
    panel.querySelector(".tool-panel").scrollIntoView({ block: "nearest" });
  });
}
document.addEventListener("click", (event) => close(event.target.closest("details")));
tools.addEventListener("keydown", (event) => {
  const panel = event.target.closest("details[open]");
  if (event.key !== "Escape" || !panel) return;
  panel.open = false;
  panel.querySelector("summary").focus();
});

// A code that is not there, as in what was stored for a time without network, leaves its place.
const code = tools.querySelector("figure img");
code.addEventListener("error", () => (code.closest("figure").hidden = true));

// Printing

const pictures = () => [...document.querySelectorAll("[data-story] img")];
const loaded = (picture) => {
  picture.loading = "eager"; // those further down and the code in the margin wait to be seen
  return picture.decode().catch(() => {}); // one that is missing keeps nobody from printing
};

tools.querySelector("[data-print]").addEventListener("click", async () => {
  const patience = new Promise((resolve) => setTimeout(resolve, 3000));
  await Promise.race([Promise.all(pictures().map(loaded)), patience]);
  window.print();
});

// Copying

const select = (element) => {
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.selectAllChildren(element);
};

const copied = async (element) => {
  try {
    await navigator.clipboard.writeText(element.innerText);
    return true;
  } catch {
    // Not on this address (plain HTTP), not in this browser, or not allowed: the old way.
    select(element);
    return document.execCommand("copy");
  }
};

for (const button of tools.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const is = (await copied(document.getElementById(button.dataset.copy))) ? "copied" : "selected";
    for (const note of button.closest(".tool-panel").querySelectorAll("[data-note]")) note.hidden = note.dataset.note !== is;
  });
}

// Passing on, by the device's own means

const share = tools.querySelector("[data-share]");
const page = { title: document.title, url: document.querySelector("link[rel=canonical]").href };

share.hidden = !navigator.share;
share.addEventListener("click", () => navigator.share(page).catch(() => {})); // changed their mind
