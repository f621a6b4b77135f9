/** The small menu of a block: what it is, whose it is, split, put aside. For mouse and keyboard. */
import { placementOf, storiesOf } from "./arranging.js";

const GAP = 8; // pixels between the menu and what it is about

export class Menu {
  /** `does` are functions by name: role, story, cut, split, earlier, later, discard, go, closed. */
  constructor(element, does) {
    this.element = element;
    this.block = null;
    this.name = element.querySelector(".block-menu-name");
    [this.role, this.story, this.cut, this.reason] = ["role", "story", "cut", "reason"].map((part) => element.querySelector(`#block-${part}`));
    this.role.addEventListener("change", () => does.role(this.block, this.role.value));
    this.story.addEventListener("change", () => does.story(this.block, this.story.value));
    this.cut.addEventListener("change", () => does.cut(this.block, Number(this.cut.value)));
    element.addEventListener("click", ({ target }) => {
      const what = target.closest("[data-menu]")?.dataset.menu;
      if (what === "close") element.hidePopover();
      else if (what === "discard") does.discard(this.block, this.reason.value);
      else if (what) does[what](this.block);
    });
    element.addEventListener("toggle", ({ newState }) => {
      if (newState === "closed") does.closed(this.block);
    });
  }

  get isOpen() {
    return this.element.matches(":popover-open");
  }

  /** Open for a block, beside a rectangle of the window; the rest as for `draw()`. */
  open(block, beside, ...drawn) {
    this.block = block;
    this.draw(...drawn);
    this.element.showPopover();
    this.#place(beside);
    this.role.focus({ preventScroll: true });
  }

  close() {
    if (this.isOpen) this.element.hidePopover();
  }

  /**
   * `stories`: [{ key, number, name }] in printed order. `lines`: [[number, text]] of the block, as
   * it was read: it can be cut before each but the first.
   */
  draw(review, stories, text, lines) {
    const placement = placementOf(review, this.block);
    this.name.textContent = text;
    const isDiscarded = placement.role === "discarded";
    this.role.value = isDiscarded ? "" : placement.role;
    this.story.replaceChildren(
      ...(placement.story === null ? [new Option("不归哪一篇", "", true, true)] : []),
      ...stories.map(({ key, number, name }) =>
        new Option(`${number}　${name}`, key, false, key === placement.story)),
      new Option("另成一篇新稿件", "new"),
    );
    this.cut.replaceChildren(
      new Option("从哪一行起", "", true, true),
      ...lines.slice(1).map(([number, line]) => new Option(line, number)),
    );
    this.cut.disabled = lines.length < 2;
    const of = review.arrangement.placements.filter(({ story }) => story === placement.story);
    const place = of.indexOf(placement);
    const isIn = placement.story !== null && storiesOf(review).includes(placement.story);
    const able = { split: isIn && place > 0, earlier: isIn && place > 0, later: isIn && place < of.length - 1, discard: !isDiscarded };
    for (const [what, isAble] of Object.entries(able)) {
      this.element.querySelector(`[data-menu=${what}]`).disabled = !isAble;
    }
  }

  /** Below what it is about, or above, or where there is room; on a phone the style sheet knows. */
  #place({ left, right, top, bottom }) {
    const { style, offsetWidth, offsetHeight } = this.element;
    if (matchMedia("(max-width: 48rem)").matches) {
      style.left = style.top = "";
      return;
    }
    const fits = (value, size, room) => Math.max(GAP, Math.min(value, room - size - GAP));
    const below = bottom + GAP + offsetHeight < innerHeight;
    style.left = `${fits(below ? left : right + GAP, offsetWidth, innerWidth)}px`;
    style.top = `${fits(below ? bottom + GAP : top, offsetHeight, innerHeight)}px`;
  }
}
