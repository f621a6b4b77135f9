// A page of the paper: a story lights up wherever it stands, on the sheet and in the list; a page
// set by us is clicked like its picture; and it is printed.

const view = document.querySelector(".page-view");
const sheet = view.querySelector("[data-sheet]");

function light(event, isLit) {
  const story = event.target.closest?.("[data-story]")?.dataset.story;
  if (!story) return;
  for (const place of document.querySelectorAll(`[data-story="${story}"]`)) {
    place.classList.toggle("is-lit", isLit);
  }
}

for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, (event) => light(event, true));
}
for (const type of ["pointerout", "focusout"]) {
  document.addEventListener(type, (event) => light(event, false));
}

// The text of a page set by us can be read where it stands. With a mouse, a click on it opens the
// story, as on a picture; a finger only does so in the enlarged page, where the text is small.
if (sheet?.matches(".facsimile")) {
  const hasMouse = matchMedia("(hover: hover) and (pointer: fine)");
  view.classList.toggle("opens-by-click", hasMouse.matches);
  sheet.addEventListener("click", (event) => {
    const block = event.target.closest(".block");
    if (!block || event.target.closest("a, button, summary")) return;
    if (!hasMouse.matches && !sheet.closest("dialog")) return;
    if (String(getSelection())) return;
    block.querySelector(".headline a").click();
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
