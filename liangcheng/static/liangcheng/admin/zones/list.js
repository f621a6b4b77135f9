/** The page's stories beside its image: which one is drawn for, its zones, and the zone picked. */
import { beginning } from "./drawing.js";
import { problem } from "./geometry.js";

const button = (text, attributes, onClick) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.addEventListener("click", onClick);
  return made;
};

export class List {
  constructor(form, drawing, canvas, zoom) {
    Object.assign(this, { form, drawing, canvas, zoom });
    this.rows = new Map([...form.querySelectorAll(".story")].map((row) => [Number(row.dataset.key), row]));
    this.panel = form.querySelector(".picked");
    this.select = form.querySelector("#picked-story");
    this.rows.forEach((row, key) => this.#equip(row, drawing.stories.get(key)));
    this.select.addEventListener("change", () => {
      drawing.assign(Number(this.select.value));
      this.select.focus();
    });
    drawing.addEventListener("change", () => this.draw());
    this.draw();
  }

  #equip(row, story) {
    const { drawing } = this;
    const name = row.querySelector(".story-name");
    row.querySelector(".written")?.setAttribute("hidden", "");
    const tools = document.createElement("p");
    tools.className = "story-tools";
    const chips = document.createElement("span");
    chips.className = "chips";
    tools.append(chips);
    if (drawing.open.includes(story)) {
      const choose = button(name.textContent, { class: "story-name", "aria-pressed": false }, () => drawing.chooseStory(story.key));
      name.replaceWith(choose);
      tools.append(button("添加热区", { class: "add", "aria-label": `添加热区：${story.name}` }, () => this.#add(story.key)));
    }
    if (story.isOvertaken) {
      tools.append(button("改用对方画的", { "aria-label": `改用对方画的：${story.name}` }, () => drawing.takeStored(story.key)));
    }
    row.querySelector(".story-head").after(tools);
  }

  #add(key) {
    const zone = this.drawing.add(beginning(this.zoom.visible), key);
    this.drawing.pick(zone.id);
    this.canvas.focusZone(zone.id);
  }

  draw() {
    this.rows.forEach((row, key) => this.#drawRow(row, this.drawing.stories.get(key)));
    this.#drawPanel();
    if (this.shown !== this.drawing.story) this.#reveal(this.rows.get(this.drawing.story));
    this.shown = this.drawing.story;
  }

  /** Scroll the list, and nothing else, to the story that is drawn for. */
  #reveal(row) {
    const list = row?.parentElement;
    if (!list) return;
    const box = row.getBoundingClientRect(), around = list.getBoundingClientRect();
    list.scrollTop += Math.min(0, box.top - around.top) + Math.max(0, box.bottom - around.bottom);
  }

  #drawRow(row, story) {
    const { drawing } = this;
    const zones = drawing.zonesOf(story.key);
    row.classList.toggle("is-bare", !zones.length && !story.isGone);
    row.classList.toggle("is-current", drawing.story === story.key);
    row.querySelector("button.story-name")?.setAttribute("aria-pressed", drawing.story === story.key);
    row.querySelector(".story-count").textContent = zones.length ? `${zones.length} 个热区` : "还没有热区";
    const chips = row.querySelector(".chips");
    const focused = chips.contains(document.activeElement) && document.activeElement.dataset.zone;
    chips.replaceChildren(...zones.map((zone, index) => this.#chip(zone, index)));
    if (focused) chips.querySelector(`[data-zone="${focused}"]`)?.focus();
  }

  #chip(zone, index) {
    const { drawing, canvas } = this;
    const wrong = problem(zone.corners);
    const chip = button(`热区${index + 1}${wrong ? "（画错）" : ""}`, {
      class: wrong ? "chip is-wrong" : "chip",
      title: wrong && `这个热区${wrong}`,
      "data-zone": zone.id,
      "aria-pressed": drawing.picked === zone.id,
      "aria-label": `${drawing.nameOf(zone)}${wrong && `，${wrong}`}`,
    }, () => {
      drawing.pick(zone.id);
      canvas.focusZone(zone.id);
    });
    chip.addEventListener("pointerenter", () => canvas.hover(zone.id));
    chip.addEventListener("pointerleave", () => canvas.hover(null));
    return chip;
  }

  #drawPanel() {
    const { drawing } = this;
    const zone = drawing.zone(drawing.picked);
    this.panel.hidden = !zone;
    if (!zone) return;
    const mayChange = drawing.mayChange(zone);
    const stories = [...drawing.stories.values()].filter((story) => drawing.open.includes(story) || story.key === zone.story);
    this.panel.querySelector(".picked-name").textContent = `选中了${drawing.nameOf(zone)}`;
    this.select.replaceChildren(...stories.map(({ key, number, name }) =>
      new Option(number ? `${number}　${name}` : name, key, false, key === zone.story)));
    this.select.disabled = !mayChange;
    this.panel.querySelector("[data-do=delete-zone]").disabled = !mayChange;
    this.panel.querySelector("[data-do=delete-corner]").disabled = !mayChange || drawing.corner === null;
  }

  /** The keyboard goes to a zone's button, or to its story where it is gone. */
  focus(zone) {
    const row = this.rows.get(zone.story);
    (row.querySelector(`[data-zone="${zone.id}"]`) ?? row.querySelector("button"))?.focus();
  }
}
