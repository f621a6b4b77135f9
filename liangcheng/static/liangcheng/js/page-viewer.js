// The page as large as the window: enlarged by wheel, pinch, keys and buttons, moved by dragging
// and arrows, its stories still links. The sheet itself moves into the dialog, so that there is one
// text and one set of zones; without this script, the page's image is a link.

/* global Panzoom */

const MOST = 8; // times the whole page in the window
const STEP = 1.5; // of a button or a key
const SLIP = 6; // CSS pixels that a finger may slip in a tap
const PAPER = 39 / 27; // its height to its width
const LADDER = 1920; // the widest rendition; beyond it comes the original

const dialog = document.querySelector("[data-viewer]");
const stage = dialog.querySelector(".viewer-stage");
const scaleShown = dialog.querySelector("output");
const sheet = document.querySelector("[data-sheet]");
const picture = sheet?.querySelector("img");
const still = matchMedia("(prefers-reduced-motion: reduce)");

let panzoom, frame, opener, fit, laid, original;
const place = document.createComment("the sheet's place");
const pointers = new Map();
let isDrag = false;
let shown = 0; // how wide the picture has stood, in CSS pixels
let isGoingBack = false; // as closing asks for; it takes the browser a moment

function open() {
  if (dialog.open) return;
  putBack();
  const { activeElement } = document;
  // Opened by the browser's history, by no press: what has the focus then cannot get it back.
  opener = activeElement === document.body ? document.querySelector("[data-enlarge]") : activeElement;
  // Its place stays open, so that the page behind does not jump.
  sheet.parentElement.style.minHeight = `${sheet.parentElement.offsetHeight}px`;
  sheet.before(place);
  frame = document.createElement("div");
  frame.className = "viewer-sheet";
  stage.append(frame);
  dialog.showModal();
  frame.append(sheet);
  lay();
}

function lay() {
  // The sheet in the middle, the whole page to be seen. Panzoom wants it placed by its margins.
  const times = panzoom ? panzoom.getScale() / fit : 1;
  const at = panzoom?.getPan();
  panzoom?.destroy();
  const { clientWidth: width, clientHeight: height } = stage;
  laid = `${width} ${height}`;
  if (picture) {
    const ratio = picture.getAttribute("width") / picture.getAttribute("height");
    frame.style.width = `${Math.min(width, height * ratio)}px`;
  } else {
    // As much paper as its text takes, in a newspaper's proportions.
    frame.style.width = `${Math.sqrt((frame.offsetWidth * frame.offsetHeight) / PAPER)}px`;
  }
  frame.style.marginLeft = `${(width - frame.offsetWidth) / 2}px`;
  frame.style.marginTop = `${(height - frame.offsetHeight) / 2}px`;
  fit = Math.min(width / frame.offsetWidth, height / frame.offsetHeight);
  panzoom = Panzoom(frame, {
    canvas: true,
    cursor: "grab",
    handleStartEvent: () => {}, // ours, below: a click must remain a click
    maxScale: fit * MOST,
    minScale: fit,
    startScale: fit * times,
    startX: at?.x ?? 0,
    startY: at?.y ?? 0,
    duration: 180,
  });
  show();
}

// The sheet to its place. After the dialog has told that it is closed, or before it opens again: on
// a busy device it may tell only then.
function putBack() {
  if (!panzoom) return;
  panzoom.destroy();
  panzoom.resetStyle();
  place.replaceWith(sheet);
  sheet.parentElement.style.minHeight = "";
  frame.remove();
  panzoom = undefined;
  pointers.clear();
}

function close() {
  if (dialog.open) return; // again
  putBack();
  opener?.focus({ preventScroll: true });
  if (history.state?.enlarged && !isGoingBack) {
    isGoingBack = true;
    history.back();
  }
}

function noteInHistory() {
  history.pushState({ enlarged: true }, "");
}

// Neither the device nor the reader's own setting asks for less motion.
function motion() {
  return !still.matches && !document.documentElement.matches(".still");
}

// Enlarging

function zoomTo(scale, point) {
  const to = Math.min(Math.max(scale, fit), fit * MOST);
  if (!point) {
    panzoom.zoom(to, { animate: motion() });
  } else {
    // What lies under the pointer stays under it.
    const box = stage.getBoundingClientRect();
    const focal = {
      x: (point.clientX - box.left - box.width / 2) * to,
      y: (point.clientY - box.top - box.height / 2) * to,
    };
    panzoom.zoom(to, { animate: false, focal });
  }
  settle();
}

// Never lose the page: a side that is larger than the window covers it, a smaller one is centred.
function settle(animate = false) {
  const scale = panzoom.getScale();
  const { x, y } = panzoom.getPan();
  const within = (value, size, room) => {
    const most = Math.max(0, (size * scale - room) / 2) / scale;
    return Math.min(Math.max(value, -most), most);
  };
  const to = {
    x: within(x, frame.offsetWidth, stage.clientWidth),
    y: within(y, frame.offsetHeight, stage.clientHeight),
  };
  if (Math.abs(to.x - x) > 0.01 || Math.abs(to.y - y) > 0.01) {
    panzoom.pan(to.x, to.y, { animate: animate && motion() });
  }
  show();
}

function show() {
  const times = panzoom.getScale() / fit;
  frame.style.setProperty("--times", times); // zones keep the width of their lines
  scaleShown.value = `${times.toFixed(1).replace(".0", "")} 倍`;
  dialog.querySelector('[data-zoom="in"]').ariaDisabled = times > MOST - 0.01;
  dialog.querySelector('[data-zoom="out"]').ariaDisabled = times < 1.01;
  if (picture) sharpen(times);
}

// A larger picture as soon as the page stands larger than the one that is there.
function sharpen(times) {
  const width = Math.ceil(frame.offsetWidth * times);
  const isDeep = width * devicePixelRatio > LADDER * 1.2 && sheet.dataset.width > LADDER;
  if (isDeep && !original) {
    // Taken once it is there, so that one that is missing costs nothing.
    original = new Image();
    original.addEventListener("load", () => {
      for (const source of picture.parentElement.querySelectorAll("source")) source.remove();
      picture.removeAttribute("srcset");
      picture.src = original.src;
    });
    original.src = sheet.dataset.original;
  } else if (width > shown) {
    shown = width;
    for (const source of picture.parentElement.children) source.sizes = `${width}px`;
  }
}

const act = {
  in: () => zoomTo(panzoom.getScale() * STEP),
  out: () => zoomTo(panzoom.getScale() / STEP),
  reset: () => {
    panzoom.zoom(fit, { animate: motion() });
    settle(true);
  },
  close: () => dialog.close(),
};
const KEYS = { "+": "in", "=": "in", "-": "out", _: "out", 0: "reset" };
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

dialog.addEventListener("click", (event) => {
  const name = event.target.closest("[data-zoom]")?.dataset.zoom;
  if (name) act[name]();
});

dialog.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (KEYS[event.key]) {
    act[KEYS[event.key]]();
  } else if (ARROWS[event.key]) {
    const [x, y] = ARROWS[event.key];
    const far = Math.min(stage.clientWidth, stage.clientHeight) / 5 / panzoom.getScale();
    panzoom.pan(x * far, y * far, { relative: true, animate: motion() });
    settle(true);
  } else {
    return;
  }
  event.preventDefault();
});

// Of the wheel's many small turns, one step a frame.
let turned = 0;
stage.addEventListener(
  "wheel",
  (event) => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 30 : 1;
    if (!turned) {
      requestAnimationFrame(() => {
        const by = Math.exp(-turned / 400);
        turned = 0;
        if (panzoom) zoomTo(panzoom.getScale() * by, event); // not closed meanwhile
      });
    }
    turned += Math.max(-120, Math.min(120, (event.deltaY || event.deltaX) * lines));
  },
  { passive: false },
);

// Dragging and pinching

stage.addEventListener(
  "pointerdown",
  (event) => {
    if (event.pointerType === "mouse" && event.button) return event.stopPropagation();
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (pointers.size === 1) isDrag = false;
    if (pointers.size === 2) {
      isDrag = true;
      const [[x, y], [toX, toY]] = pointers.values();
      // Panzoom adds to the scale what the fingers part; so much that it grows as their distance.
      const apart = Math.max(40, Math.hypot(toX - x, toY - y));
      panzoom.setOptions({ step: (80 * panzoom.getScale()) / apart });
    }
  },
  { capture: true },
);
addEventListener("pointermove", (event) => {
  const begun = pointers.get(event.pointerId);
  if (!begun) return;
  isDrag ||= Math.hypot(event.clientX - begun[0], event.clientY - begun[1]) > SLIP;
});
for (const type of ["pointerup", "pointercancel"]) {
  addEventListener(type, (event) => {
    if (pointers.delete(event.pointerId) && panzoom && !pointers.size) settle(true);
  });
}
stage.addEventListener(
  "click",
  (event) => {
    // Whoever dragged did not mean the story that lay under the finger.
    if (isDrag && event.detail) {
      event.preventDefault();
      event.stopPropagation();
    }
  },
  { capture: true },
);
stage.addEventListener("dragstart", (event) => event.preventDefault());

// A story reached with the Tab key comes into view; the browser may not scroll the stage to it.
stage.addEventListener("scroll", () => stage.scrollTo(0, 0));
stage.addEventListener("focusin", (event) => {
  if (pointers.size || !event.target.matches(":focus-visible")) return;
  stage.scrollTo(0, 0);
  const box = event.target.getBoundingClientRect();
  const room = stage.getBoundingClientRect();
  const isSeen =
    box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
  if (isSeen) return;
  const scale = panzoom.getScale();
  const x = (room.left + room.width / 2 - box.left - Math.min(box.width, room.width) / 2) / scale;
  const y = (room.top + room.height / 2 - box.top - Math.min(box.height, room.height) / 2) / scale;
  panzoom.pan(x, y, { relative: true, animate: false });
  settle();
});

// Opening and closing. A phone's back button closes the page, it does not leave the paper.

for (const button of document.querySelectorAll("[data-enlarge]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    open();
    if (!isGoingBack && !history.state?.enlarged) noteInHistory();
  });
}

// What the history says is shown: on the way back and forward, after a reload, back from a story.
function follow() {
  if (history.state?.enlarged) open();
  else if (dialog.open) dialog.close();
}
addEventListener("popstate", () => {
  if (!isGoingBack) return follow();
  isGoingBack = false;
  if (dialog.open) noteInHistory(); // opened again meanwhile
});
dialog.addEventListener("close", close);
if (sheet) follow();
new ResizeObserver(() => {
  if (panzoom && laid !== `${stage.clientWidth} ${stage.clientHeight}`) lay();
}).observe(stage);
