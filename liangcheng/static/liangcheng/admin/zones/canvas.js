/**
 * The page's image with its zones: an SVG as large as the image, drawn anew at each change.
 *
 * Only the picked zone, its corners and the middles of its sides are reached by Tab; the list of
 * stories leads to each zone. What has the focus keeps it, found again by `data-at`.
 */
import { PAGE, extent, middle, problem } from "./geometry.js";
import { cornerName, placeOf } from "./drawing.js";

const SVG = "http://www.w3.org/2000/svg";
// A side shorter than this, in pixels, has no room for a handle in its middle.
const ROOM = 72;

const element = (name, attributes, ...children) => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

const classes = (...names) => names.filter(Boolean).join(" ");

export class Canvas {
  constructor(sheet, drawing) {
    this.drawing = drawing;
    this.sheet = sheet;
    this.svg = element("svg", {
      class: "canvas",
      role: "application",
      "aria-label": "版面上的热区",
      "aria-describedby": "zones-help",
      tabindex: -1,
    });
    // What is drawn just now and is no zone yet: corners, and whether they are closed.
    this.ghost = null;
    this.hovered = null;
    sheet.querySelector(".printed").replaceWith(this.svg);
    new ResizeObserver(() => this.draw()).observe(sheet);
    drawing.addEventListener("change", () => this.draw());
  }

  /** A place of the pointer as a corner, not yet bounded. */
  place(event) {
    const box = this.svg.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * PAGE, ((event.clientY - box.top) / box.height) * PAGE];
  }

  /** Pixels as per-mille across and down. */
  reach(pixels) {
    const box = this.svg.getBoundingClientRect();
    return [(pixels / box.width) * PAGE, (pixels / box.height) * PAGE];
  }

  #at([x, y]) {
    return [(x / PAGE) * this.width, (y / PAGE) * this.height];
  }

  #points(corners) {
    return corners.map((corner) => this.#at(corner).map((value) => value.toFixed(1)).join(",")).join(" ");
  }

  draw() {
    const box = this.sheet.getBoundingClientRect();
    [this.width, this.height] = [box.width, box.height];
    const focused = this.svg.contains(document.activeElement) ? document.activeElement.dataset.at : null;
    const { drawing } = this;
    const picked = drawing.zone(drawing.picked);
    const others = [...drawing.zones].sort((a, b) => extent(b.corners) - extent(a.corners));
    this.svg.classList.toggle("is-selecting", drawing.tool === "select");
    this.svg.replaceChildren(
      ...this.#theirs(),
      ...others.map((zone) => this.#zone(zone)),
      ...others.map((zone) => this.#badge(zone)),
      ...(picked && drawing.mayChange(picked) && drawing.tool !== "polygon" ? this.#handles(picked) : []),
      ...this.#sketch(),
    );
    if (focused) this.focus(focused);
  }

  focus(at) {
    this.svg.querySelector(`[data-at="${at}"]`)?.focus({ preventScroll: true });
  }

  /** Bring a zone into view and give it the keyboard. */
  focusZone(id) {
    this.focus(`zone ${id}`);
    this.svg.querySelector(`[data-at="zone ${id}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Mark the zone under the pointer, or that of a button in the list. */
  hover(id) {
    if (this.hovered === id) return;
    this.hovered = id;
    this.draw();
  }

  /** What colleagues drew meanwhile, where this clerk drew otherwise. */
  #theirs() {
    return [...this.drawing.stories.values()].filter(({ isOvertaken }) => isOvertaken).flatMap((story) =>
      story.stored.map((corners) =>
        element("polygon", { class: `theirs hue-${story.colour}`, points: this.#points(corners) })));
  }

  #zone(zone) {
    const { drawing } = this;
    const story = drawing.stories.get(zone.story);
    const isPicked = zone.id === drawing.picked;
    const wrong = problem(zone.corners);
    return element("polygon", {
      class: classes(
        "zone", `hue-${story.colour}`, isPicked && "is-picked", wrong && "is-wrong",
        story.isGone && "is-gone", story.isLocked && "is-locked",
        drawing.story === zone.story && "is-current", this.hovered === zone.id && "is-hovered",
      ),
      points: this.#points(zone.corners),
      "data-at": `zone ${zone.id}`,
      "data-zone": zone.id,
      role: "button",
      tabindex: isPicked ? 0 : -1,
      "aria-pressed": isPicked,
      "aria-label": `${drawing.nameOf(zone)}，${placeOf(zone.corners)}${wrong && `，${wrong}`}`,
    });
  }

  #badge(zone) {
    const { number, colour } = this.drawing.stories.get(zone.story);
    const [x, y] = this.#at(zone.corners.reduce((a, b) => (a[0] + a[1] <= b[0] + b[1] ? a : b)));
    return element(
      "g", { class: `badge hue-${colour}`, "aria-hidden": "true", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
      element("rect", { x: -8, y: -14, width: 20, height: 20, rx: 3 }),
      element("text", { x: 2, y: 1, "text-anchor": "middle" }, String(number ?? "—")),
    );
  }

  #handles(zone) {
    const { drawing } = this;
    const handles = zone.corners.map((corner, index) => {
      const [x, y] = this.#at(corner);
      return element(
        "g", {
          class: classes("corner", drawing.corner === index && "is-picked"),
          transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
          "data-at": `corner ${index}`,
          "data-corner": index,
          role: "button",
          tabindex: 0,
          "aria-pressed": drawing.corner === index,
          "aria-label": cornerName(zone.corners, index),
        },
        element("circle", { class: "reach", r: 14 }), element("circle", { class: "dot", r: 7 }),
      );
    });
    const middles = zone.corners.flatMap((corner, index) => {
      const [ax, ay] = this.#at(corner), [bx, by] = this.#at(zone.corners[(index + 1) % zone.corners.length]);
      if (Math.hypot(ax - bx, ay - by) < ROOM) return [];
      const [x, y] = this.#at(middle(zone.corners, index));
      return [element(
        "g", {
          class: "middle",
          transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
          "data-at": `middle ${index}`,
          "data-middle": index,
          role: "button",
          tabindex: 0,
          "aria-label": `在第${index + 1}个角后面加一个角`,
        },
        element("circle", { class: "reach", r: 12 }), element("circle", { class: "dot", r: 5 }),
      )];
    });
    return [...middles, ...handles];
  }

  #sketch() {
    const { draft, story, stories } = this.drawing;
    const hue = `hue-${stories.get(story)?.colour ?? 0}`;
    const ghost = this.ghost && element(this.ghost.isClosed ? "polygon" : "polyline", {
      class: `ghost ${hue}`, points: this.#points(this.ghost.corners),
    });
    const dots = (draft ?? []).map((corner, index) => {
      const [cx, cy] = this.#at(corner);
      return element("circle", { class: `draft ${hue}${index ? "" : " is-first"}`, cx, cy, r: index ? 5 : 8 });
    });
    return [...(ghost ? [ghost] : []), ...dots];
  }
}
