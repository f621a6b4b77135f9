/**
 * Drawing a page's hot zones. The form's text fields hold what is drawn, and are what is sent:
 * without this script they are written by hand.
 */
import { Canvas } from "./zones/canvas.js";
import { Drawing } from "./zones/drawing.js";
import { read, written } from "./zones/geometry.js";
import { List } from "./zones/list.js";
import { Pointer } from "./zones/pointer.js";
import { onUndoKeys } from "./zones/undo-keys.js";
import { Zoom } from "./zones/zoom.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
// With Shift held, in per-mille.
const STRIDE = 10;

const storyOf = (row) => {
  const { key, stored, locked, gone, overtaken, chosen } = row.dataset;
  const number = Number(row.querySelector(".story-number").textContent) || null;
  return {
    key: Number(key),
    name: row.querySelector(".story-name").textContent,
    number,
    colour: Number(row.className.match(/hue-(\d+)/)[1]),
    isLocked: locked !== undefined,
    isGone: gone !== undefined,
    isOvertaken: overtaken !== undefined,
    // What the clerk came for, or is to put right.
    isFirst: chosen !== undefined || row.classList.contains("has-problem"),
    zones: read(row.querySelector("textarea")?.value ?? stored),
    stored: read(stored),
  };
};

/**
 * A drawing that is refused comes back as another page: its steps wait in this tab, and only for that.
 * Without them, one step leads to what is stored.
 */
const keepSteps = (form, drawing) => {
  const place = `zones:${location.pathname}`;
  // A browser that keeps no data of the site, or has no room for more, keeps no steps either.
  const attempt = (what) => {
    try {
      what();
    } catch {}
  };
  attempt(() => {
    const steps = sessionStorage.getItem(place);
    if (!form.querySelector(".has-problem")) sessionStorage.removeItem(place);
    else if (steps) drawing.resume(steps);
  });
  form.addEventListener("submit", () => attempt(() => sessionStorage.setItem(place, drawing.steps)));
};

/** The keys on the page's image. */
const listenToKeys = (canvas, drawing, pointer, list, zoom) => {
  const removeZone = () => {
    const zone = drawing.zone(drawing.picked);
    drawing.removeZone();
    if (zone) list.focus(zone);
  };
  const removeCorner = () => {
    const id = drawing.picked;
    drawing.removeCorner();
    canvas.focus(`zone ${id}`);
  };
  const leave = () => {
    const zone = drawing.zone(drawing.picked);
    if (pointer.cancel() || !zone) return;
    drawing.pick(null);
    list.focus(zone);
  };
  const remove = () => {
    if (drawing.draft) drawing.sketch(drawing.draft.length > 1 ? drawing.draft.slice(0, -1) : null);
    else if (drawing.corner !== null) removeCorner();
    else removeZone();
  };
  const enter = (target) => {
    if (drawing.draft) pointer.close();
    else if (target.dataset.middle) {
      drawing.insertCorner(drawing.picked, Number(target.dataset.middle));
      canvas.focus(`corner ${drawing.corner}`);
    }
  };
  const does = {
    Enter: enter, " ": enter, Escape: leave, Delete: remove, Backspace: remove,
    "+": () => zoom.larger(), "=": () => zoom.larger(), "-": () => zoom.smaller(),
  };
  canvas.svg.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (ARROWS[event.key]) {
      const step = event.shiftKey ? STRIDE : 1;
      drawing.nudge(...ARROWS[event.key].map((direction) => direction * step));
    } else if (does[event.key]) {
      does[event.key](event.target);
    } else {
      return;
    }
    event.preventDefault();
  });
  // The corner that has the keyboard is the one that the arrows move.
  canvas.svg.addEventListener("focusin", ({ target }) => {
    const corner = target.dataset.corner === undefined ? null : Number(target.dataset.corner);
    if (corner !== drawing.corner && (corner !== null || target.dataset.zone)) drawing.pick(drawing.picked, corner);
  });
  return { "delete-zone": removeZone, "delete-corner": removeCorner };
};

const begin = (form) => {
  const stories = [...form.querySelectorAll(".story")].map(storyOf);
  // What was written by hand and cannot be read stays to be written by hand.
  if (stories.some(({ zones }) => zones === null)) return;

  const drawing = new Drawing(stories);
  keepSteps(form, drawing);
  const sheet = form.querySelector(".sheet");
  document.querySelectorAll(".with-script").forEach((text) => text.removeAttribute("hidden"));
  form.querySelector(".tools").hidden = false;
  form.classList.add("is-drawn");
  const canvas = new Canvas(sheet, drawing);
  const zoom = new Zoom(form.querySelector(".stage"), sheet);
  const list = new List(form, drawing, canvas, zoom);
  const pointer = new Pointer(canvas, drawing);
  const first = stories.find(({ isFirst }) => isFirst) ?? drawing.open.find(({ zones }) => !zones.length) ?? drawing.open[0];
  if (first) drawing.chooseStory(first.key);

  const does = {
    ...listenToKeys(canvas, drawing, pointer, list, zoom),
    undo: () => drawing.undo(),
    redo: () => drawing.redo(),
    smaller: () => zoom.smaller(),
    larger: () => zoom.larger(),
    fit: () => zoom.whole(),
    close: () => pointer.close(),
    cancel: () => pointer.cancel(),
  };
  form.addEventListener("click", ({ target }) => {
    const { do: what, tool } = target.closest("button")?.dataset ?? {};
    if (what) does[what]();
    if (tool) {
      pointer.cancel();
      drawing.chooseTool(tool);
    }
  });
  onUndoKeys((step) => drawing[step]());

  const status = form.querySelector(".status");
  const wrong = form.querySelector(".wrong");
  drawing.addEventListener("say", ({ detail }) => {
    status.textContent = detail;
  });
  const show = () => {
    for (const key of drawing.stories.keys()) {
      const text = document.getElementById(`regions-${key}`);
      const regions = written(drawing.regionsOf(key));
      // Gone back to, the browser restores what was written here: let that be changes only.
      if (text && text.value !== regions) text.value = regions;
    }
    for (const button of form.querySelectorAll("[data-tool]")) {
      button.setAttribute("aria-pressed", button.dataset.tool === drawing.tool);
    }
    for (const [what, label] of [["undo", drawing.undoes], ["redo", drawing.redoes]]) {
      form.querySelector(`[data-do=${what}]`).disabled = !label;
    }
    form.querySelector("[data-while=polygon]").hidden = !drawing.draft;
    wrong.textContent = drawing.problems.join("");
    form.dispatchEvent(new Event(drawing.isChanged ? "change" : "desk:unchanged"));
  };
  drawing.addEventListener("change", show);
  show();
  window.addEventListener("pageshow", () => {
    const restored = [...drawing.stories.keys()].map((key) =>
      [key, document.getElementById(`regions-${key}`)?.value ?? written(drawing.regionsOf(key))]);
    for (const [key, text] of restored) {
      if (text !== written(drawing.regionsOf(key)) && read(text)) drawing.redraw(key, read(text), "找回刚才画的");
    }
  }, { once: true });
};

const form = document.getElementById("zones_form");
if (form.querySelector(".story")) begin(form);
