/**
 * What is being drawn: the zones of a page's stories, which one is picked, and every change to them.
 *
 * Zones are never changed in place: `{ id, story, corners }`, in the order they were drawn. Listeners
 * hear `change` after anything changed, and `say` with a sentence about what was done.
 */
import { History } from "./history.js";
import { insertCorner, middle, moveCorner, moveZone, problem, rectangle, removeCorner, written } from "./geometry.js";

const UNSAVED = "没有存上的改动";

export class Drawing extends EventTarget {
  #ids = 0;
  #history;
  #stored;

  /** `stories`: [{ key, name, number, colour, isLocked, isGone, zones, stored }], zones as corners. */
  constructor(stories) {
    super();
    this.stories = new Map(stories.map((story) => [story.key, story]));
    // A finger scrolls where a mouse draws.
    this.usualTool = matchMedia("(pointer: coarse)").matches ? "select" : "rectangle";
    this.tool = this.usualTool;
    this.draft = null; // the corners of a polygon begun but not closed
    this.picked = null; // the id of a zone
    this.corner = null; // the place of a corner in it
    this.story = null; // the key of the story that is drawn for
    this.#stored = new Map(stories.map(({ key, stored }) => [key, written(stored)]));
    const made = (which) =>
      stories.flatMap((story) => story[which].map((corners) => this.#make(story.key, corners)));
    this.#history = new History(made("stored"));
    // What came back refused can be undone, to what is stored.
    const isSent = stories.some(({ zones, stored }) => written(zones) !== written(stored));
    if (isSent) this.#history.push(made("zones"), UNSAVED);
  }

  #make(story, corners) {
    this.#ids += 1;
    return Object.freeze({ id: this.#ids, story, corners });
  }

  /** The steps as text, for `resume()` where the same drawing comes back. */
  get steps() {
    return JSON.stringify({ basis: this.#basis, ids: this.#ids, history: this.#history.kept });
  }

  /** Go on with the steps of before; not where a colleague has changed anything meanwhile. */
  resume(steps) {
    const { basis, ids, history } = JSON.parse(steps);
    if (basis !== this.#basis) return;
    this.#ids = ids;
    this.#history.resume(history);
  }

  /** What is stored and what is drawn of each story, as text. */
  get #basis() {
    return JSON.stringify([...this.stories.values()].map(({ key, isLocked, isGone }) =>
      [key, isLocked, isGone, this.#stored.get(key), written(this.regionsOf(key))]));
  }

  // What there is

  get zones() {
    return this.#history.state;
  }

  get undoes() {
    return this.#history.undoes;
  }

  get redoes() {
    return this.#history.redoes;
  }

  zone(id) {
    return this.zones.find((zone) => zone.id === id);
  }

  zonesOf(story) {
    return this.zones.filter((zone) => zone.story === story);
  }

  regionsOf(story) {
    return this.zonesOf(story).map(({ corners }) => corners);
  }

  /** As a clerk calls a zone: `《步道修好了》的第1个热区`. */
  nameOf(zone) {
    const place = this.zonesOf(zone.story).indexOf(zone) + 1;
    return `《${this.stories.get(zone.story).name}》的第${place}个热区`;
  }

  mayChange(zone) {
    return !this.stories.get(zone.story).isLocked;
  }

  /** The stories that zones may be drawn for or given to. */
  get open() {
    return [...this.stories.values()].filter(({ isLocked, isGone }) => !isLocked && !isGone);
  }

  get isChanged() {
    return [...this.stories.keys()].some((key) => written(this.regionsOf(key)) !== this.#stored.get(key));
  }

  /** A sentence about each zone that would be refused. */
  get problems() {
    return this.zones.filter(({ corners }) => problem(corners))
      .map((zone) => `${this.nameOf(zone)}${problem(zone.corners)}。`);
  }

  // Picking

  pick(id, corner = null) {
    this.picked = id;
    this.corner = id === null ? null : corner;
    if (id !== null && this.open.includes(this.stories.get(this.zone(id).story))) {
      this.story = this.zone(id).story;
    }
    this.#history.rest();
    this.#changed();
  }

  chooseStory(key) {
    this.story = key;
    if (this.picked !== null && this.zone(this.picked).story !== key) this.picked = this.corner = null;
    this.#changed();
  }

  chooseTool(tool) {
    this.tool = tool;
    this.draft = null;
    this.#changed();
  }

  /** Begin or go on with a polygon; null gives it up. */
  sketch(corners) {
    this.draft = corners;
    this.#changed();
  }

  // Changing

  add(corners, story = this.story) {
    const zone = this.#make(story, corners);
    this.draft = null;
    [this.picked, this.corner] = [zone.id, null];
    this.#push([...this.zones, zone], "画热区");
    this.say(`已画${this.nameOf(zone)}：${placeOf(corners)}。`);
    return zone;
  }

  /** The zone with other corners; `kind` as in History. False where nothing changes. */
  reshape(id, corners, label, kind = null) {
    const zone = this.zone(id);
    if (String(zone.corners) === String(corners)) return false;
    this.#replace({ ...zone, corners }, label, kind);
    return true;
  }

  nudge(across, down) {
    const zone = this.zone(this.picked);
    if (!zone || !this.mayChange(zone)) return;
    const kind = `nudge ${zone.id} ${this.corner}`;
    if (this.corner === null) {
      this.reshape(zone.id, moveZone(zone.corners, across, down), "挪动热区", kind);
      const moved = this.zone(zone.id);
      this.say(`${this.nameOf(moved)}：${placeOf(moved.corners)}。`);
    } else {
      const [x, y] = zone.corners[this.corner];
      this.reshape(zone.id, moveCorner(zone.corners, this.corner, [x + across, y + down]), "挪动角", kind);
      this.say(cornerName(this.zone(zone.id).corners, this.corner));
    }
  }

  insertCorner(id, after) {
    const { corners } = this.zone(id);
    this.corner = after + 1;
    this.reshape(id, insertCorner(corners, after, middle(corners, after)), "加角");
    this.say(`加了${cornerName(this.zone(id).corners, this.corner)}`);
  }

  removeCorner() {
    const zone = this.zone(this.picked);
    if (!zone || this.corner === null || !this.mayChange(zone)) return;
    const corners = removeCorner(zone.corners, this.corner);
    if (!corners) {
      this.say("只剩三个角了，不能再删。要整块删去，请按“删除这个热区”。");
      return;
    }
    this.corner = null;
    this.reshape(zone.id, corners, "删除角");
    this.say("删除了一个角。");
  }

  removeZone() {
    const zone = this.zone(this.picked);
    if (!zone || !this.mayChange(zone)) return;
    const name = this.nameOf(zone);
    [this.picked, this.corner] = [null, null];
    this.#push(this.zones.filter((other) => other !== zone), "删除热区");
    this.say(`已删除${name}。`);
  }

  /** Give the picked zone to another story, as its last. */
  assign(story) {
    const zone = this.zone(this.picked);
    if (!zone || zone.story === story || !this.mayChange(zone)) return;
    this.story = story;
    const given = Object.freeze({ ...zone, story });
    this.#push([...this.zones.filter((other) => other !== zone), given], "改归稿件");
    this.say(`这个热区现在是${this.nameOf(given)}。`);
  }

  /** A story's zones as they are stored: what a colleague drew meanwhile. */
  takeStored(story) {
    this.redraw(story, this.stories.get(story).stored, "改用对方画的");
    this.say(`《${this.stories.get(story).name}》改用了对方画的热区。`);
  }

  /** Other zones for a story, instead of all that it has. */
  redraw(story, regions, label) {
    [this.picked, this.corner] = [null, null];
    const zones = regions.map((corners) => this.#make(story, corners));
    this.#push([...this.zones.filter((zone) => zone.story !== story), ...zones], label);
  }

  undo() {
    const label = this.#history.undo();
    this.#settle(label && `已撤销：${label}。`);
  }

  redo() {
    const label = this.#history.redo();
    this.#settle(label && `已重做：${label}。`);
  }

  say(sentence) {
    this.dispatchEvent(new CustomEvent("say", { detail: sentence }));
  }

  #replace(zone, label, kind) {
    Object.freeze(zone);
    this.#push(this.zones.map((other) => (other.id === zone.id ? zone : other)), label, kind);
  }

  #push(zones, label, kind) {
    this.#history.push(zones, label, kind);
    this.#changed();
  }

  #settle(sentence) {
    const zone = this.zone(this.picked);
    if (!zone) this.picked = null;
    if (!zone || this.corner >= zone.corners.length) this.corner = null;
    this.draft = null;
    this.#changed();
    if (sentence) this.say(sentence);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** `第2个角：横 480，纵 120`. */
export const cornerName = (corners, index) =>
  `第${index + 1}个角：横 ${corners[index][0]}，纵 ${corners[index][1]}`;

/** Where a zone lies, for those who do not see it: `左 40，上 120，右 480，下 400`. */
export const placeOf = (corners) => {
  const across = corners.map(([x]) => x), down = corners.map(([, y]) => y);
  return `左 ${Math.min(...across)}，上 ${Math.min(...down)}，右 ${Math.max(...across)}，下 ${Math.max(...down)}`;
};

/** A third of what is visible, in its middle: where a zone added by a button begins. */
export const beginning = ([left, top, right, bottom]) => {
  const at = (from, to, part) => Math.round(from + (to - from) * part);
  return rectangle(
    [at(left, right, 1 / 3), at(top, bottom, 1 / 3)],
    [at(left, right, 2 / 3), at(top, bottom, 2 / 3)],
  );
};
