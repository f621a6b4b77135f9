/** The page's image as large as fits, and larger. */

const STEP = 1.5;
const MOST = 8;

export class Zoom {
  #factor = 1;

  constructor(stage, sheet) {
    this.stage = stage;
    this.sheet = sheet;
    this.ratio = Number(sheet.dataset.width) / Number(sheet.dataset.height);
    new ResizeObserver(() => this.#fit()).observe(stage);
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return; // without, it scrolls
      event.preventDefault();
      this.by(event.deltaY < 0 ? STEP ** 0.5 : STEP ** -0.5, [event.clientX, event.clientY]);
    }, { passive: false });
  }

  larger() {
    this.by(STEP);
  }

  smaller() {
    this.by(1 / STEP);
  }

  whole() {
    this.by(0);
  }

  /** Enlarge by a factor; the point of the window that is given, or the middle, stays in place. */
  by(factor, at = null) {
    const { stage } = this, box = stage.getBoundingClientRect();
    const [x, y] = at ? [at[0] - box.left, at[1] - box.top] : [box.width / 2, box.height / 2];
    const before = this.sheet.offsetWidth;
    this.#factor = Math.min(MOST, Math.max(1, this.#factor * factor));
    this.#fit();
    const grown = this.sheet.offsetWidth / before;
    stage.scrollTo((stage.scrollLeft + x) * grown - x, (stage.scrollTop + y) * grown - y);
  }

  /** What of the page is in sight, in per-mille: [left, top, right, bottom]. */
  get visible() {
    const sheet = this.sheet.getBoundingClientRect(), stage = this.stage.getBoundingClientRect();
    const across = (x) => Math.min(1000, Math.max(0, ((x - sheet.left) / sheet.width) * 1000));
    const down = (y) => Math.min(1000, Math.max(0, ((y - sheet.top) / sheet.height) * 1000));
    return [across(stage.left), down(stage.top), across(stage.right), down(stage.bottom)];
  }

  #fit() {
    const { offsetWidth, offsetHeight } = this.stage;
    const width = Math.floor(Math.min(offsetWidth - 2, (offsetHeight - 2) * this.ratio) * this.#factor);
    if (width <= 0 || width === this.width) return;
    this.width = width;
    this.sheet.style.width = `${width}px`;
    // A larger image is fetched when it is needed.
    for (const image of this.sheet.querySelectorAll("source, img")) image.sizes = `${width}px`;
  }
}
