/**
 * Mouse, pen and finger on the page: a rectangle from corner to corner, a polygon corner by corner,
 * a zone or a corner dragged. What is dragged snaps to the sides of other zones, unless Alt is held.
 */
import { insertCorner, linesOf, moveCorner, moveZone, onPage, rectangle, snap, bounds } from "./geometry.js";

// In pixels: a press that moves less is a click; what comes this near to a line lies on it.
const CLICK = 4;
const SNAP = 6;
// Smaller than this, in per-mille, nobody meant a rectangle.
const LEAST = 8;

// A second click so soon, in milliseconds, belongs to the first.
const TWICE = 500;

export class Pointer {
  #press = null;
  #closedAt = -TWICE;

  constructor(canvas, drawing) {
    this.canvas = canvas;
    this.drawing = drawing;
    const { svg } = canvas;
    svg.addEventListener("pointerdown", (event) => this.#down(event));
    svg.addEventListener("pointermove", (event) => this.#move(event));
    svg.addEventListener("pointerup", (event) => this.#up(event));
    svg.addEventListener("pointercancel", () => this.#giveUp());
    svg.addEventListener("dblclick", () => this.close());
    svg.addEventListener("pointerleave", () => canvas.hover(null));
  }

  #down(event) {
    if (event.button !== 0 || this.#press) return;
    const { drawing, canvas } = this;
    const place = canvas.place(event);
    const at = (kind) => event.target.closest(`[data-${kind}]`)?.dataset[kind];
    const zone = at("zone") && Number(at("zone"));
    const press = { x: event.clientX, y: event.clientY, place, hasMoved: false };
    if (drawing.tool === "polygon") press.does = "point";
    else if (at("corner")) Object.assign(press, { does: "corner", corner: Number(at("corner")) });
    else if (at("middle")) Object.assign(press, { does: "middle", corner: Number(at("middle")) });
    else if (zone && (zone === drawing.picked || drawing.tool === "select")) Object.assign(press, { does: "zone", zone });
    else if (drawing.tool === "rectangle") Object.assign(press, { does: "rectangle", zone });
    else press.does = "nothing";
    if (press.does === "nothing") {
      drawing.pick(null);
      return; // a finger scrolls on from here
    }
    if (["corner", "middle"].includes(press.does)) {
      const { id, corners } = drawing.zone(drawing.picked);
      Object.assign(press, { zone: id, corners });
    } else if (press.does === "zone") {
      drawing.pick(zone);
      const picked = drawing.zone(zone);
      press.corners = picked.corners;
      if (!drawing.mayChange(picked)) press.does = "look";
    }
    event.preventDefault();
    canvas.svg.setPointerCapture(event.pointerId);
    this.#press = press;
  }

  #move(event) {
    const press = this.#press;
    if (!press) {
      this.canvas.hover(Number(event.target.dataset.zone) || null);
      this.#trail(event);
      return;
    }
    if (!press.hasMoved && Math.hypot(event.clientX - press.x, event.clientY - press.y) < CLICK) return;
    press.hasMoved = true;
    const place = this.canvas.place(event);
    if (press.does === "rectangle") {
      this.canvas.ghost = { corners: rectangle(this.#snapped(press.place, event), this.#snapped(place, event)), isClosed: true };
      this.canvas.draw();
    } else if (["corner", "middle", "zone"].includes(press.does)) {
      this.#drag(press, place, event);
    } else if (press.does === "point") {
      this.#trail(event);
    }
  }

  /** What is dragged is drawn as it would be; it becomes so at the end, as one step to undo. */
  #drag(press, place, event) {
    const { drawing } = this;
    if (press.does === "zone") {
      press.result = this.#shifted(press, place, event);
    } else {
      const to = this.#snapped(place, event, press.zone);
      press.result = press.does === "middle"
        ? insertCorner(press.corners, press.corner, to)
        : moveCorner(press.corners, press.corner, to, event.altKey);
    }
    if (press.does === "middle") drawing.corner = press.corner + 1;
    const label = { corner: "拖动角", middle: "加角", zone: "拖动热区" }[press.does];
    drawing.reshape(press.zone, press.result, label, press);
  }

  #shifted(press, place, event) {
    const moved = moveZone(press.corners, place[0] - press.place[0], place[1] - press.place[1]);
    if (event.altKey) return moved;
    const [left, top, right, bottom] = bounds(moved);
    const { across, down } = this.#lines(press.zone);
    const [reachAcross, reachDown] = this.canvas.reach(SNAP);
    return moveZone(moved, snap([left, right], across, reachAcross), snap([top, bottom], down, reachDown));
  }

  #up(event) {
    const press = this.#press;
    if (!press) return;
    this.#press = null;
    const { drawing, canvas } = this;
    const place = canvas.place(event);
    if (press.does === "point") {
      this.#addPoint(place, event);
    } else if (press.does === "rectangle") {
      canvas.ghost = null;
      if (press.hasMoved) this.#addRectangle(press, place, event);
      else this.#click(press);
    } else if (press.does === "corner") {
      drawing.pick(press.zone, press.corner);
      canvas.focus(`corner ${press.corner}`);
    } else if (press.does === "middle") {
      if (press.hasMoved) drawing.pick(press.zone, press.corner + 1);
      else drawing.insertCorner(press.zone, press.corner);
      canvas.focus(`corner ${press.corner + 1}`);
    } else if (press.zone) {
      drawing.pick(press.zone);
      canvas.focus(`zone ${press.zone}`);
    }
  }

  #click({ zone }) {
    this.drawing.pick(zone || null);
    if (zone) this.canvas.focus(`zone ${zone}`);
  }

  #addRectangle(press, place, event) {
    const corners = rectangle(this.#snapped(press.place, event), this.#snapped(place, event));
    const [left, top, right, bottom] = bounds(corners);
    if (right - left < LEAST || bottom - top < LEAST) {
      this.drawing.say("拖得太短，没有画成。请从稿件的一角拖到对角。");
      this.canvas.draw();
    } else if (this.#hasStory()) {
      this.#add(corners);
    }
  }

  #add(corners) {
    const zone = this.drawing.add(corners);
    this.drawing.chooseTool(this.drawing.usualTool);
    this.canvas.focus(`zone ${zone.id}`);
  }

  #hasStory() {
    if (this.drawing.open.some(({ key }) => key === this.drawing.story)) return true;
    this.drawing.say("还不知道画给哪篇稿件：请先在稿件列表里点一篇，再画。");
    this.canvas.draw();
    return false;
  }

  // Polygons

  #addPoint(place, event) {
    if (!this.#hasStory()) return;
    if (event.timeStamp - this.#closedAt < TWICE) return;
    const draft = this.drawing.draft ?? [];
    if (draft.length > 2 && this.#isNear(draft[0], place, 12)) {
      this.close();
    } else if (!draft.length || !this.#isNear(draft.at(-1), place, CLICK + 2)) {
      this.drawing.sketch([...draft, this.#snapped(place, event)]);
      this.canvas.svg.focus({ preventScroll: true });
      this.drawing.say(`点了 ${draft.length + 1} 个角。双击、回车或按“完成”围成热区，Esc 不画了。`);
    }
  }

  #isNear(corner, place, pixels) {
    const [across, down] = this.canvas.reach(pixels);
    return Math.abs(corner[0] - place[0]) < across && Math.abs(corner[1] - place[1]) < down;
  }

  /** The line from the last corner to the pointer. */
  #trail(event) {
    const { draft } = this.drawing;
    if (!draft) return;
    this.canvas.ghost = { corners: [...draft, this.#snapped(this.canvas.place(event), event)], isClosed: false };
    this.canvas.draw();
  }

  /** The polygon is done: its corners are a zone. */
  close() {
    const { draft } = this.drawing;
    if (!draft) return;
    if (draft.length < 3) {
      this.drawing.say("至少点三个角，才围得成一块。");
      return;
    }
    this.canvas.ghost = null;
    this.#closedAt = performance.now();
    this.#add(draft);
  }

  /** Leave off what is begun; whether anything was. */
  cancel() {
    const wasDrawing = Boolean(this.drawing.draft || this.#press);
    if (this.#press) this.#giveUp();
    this.canvas.ghost = null;
    this.drawing.sketch(null);
    return wasDrawing;
  }

  #giveUp() {
    const press = this.#press;
    this.#press = null;
    this.canvas.ghost = null;
    if (press?.result) this.drawing.undo();
    else this.canvas.draw();
  }

  // Snapping

  #lines(except) {
    const { zones, draft } = this.drawing;
    const polygons = zones.filter(({ id }) => id !== except).map(({ corners }) => corners);
    return linesOf(draft ? [...polygons, draft] : polygons);
  }

  #snapped(place, event, except) {
    if (event.altKey) return onPage(place);
    const { across, down } = this.#lines(except);
    const [x, y] = place, [reachAcross, reachDown] = this.canvas.reach(SNAP);
    return onPage([x + snap([x], across, reachAcross), y + snap([y], down, reachDown)]);
  }
}
