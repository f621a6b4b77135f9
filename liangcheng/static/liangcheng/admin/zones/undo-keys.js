// Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (⌘ on a Mac), wherever on the page they are pressed.

// `step` is called with "undo" or "redo".
export function onUndoKeys(step) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (!isRedo && key !== "z") return;
    event.preventDefault();
    step(isRedo ? "redo" : "undo");
  });
}
