/**
 * Looking through what was read of a page. A change makes a new review, which is stored at once; the
 * server composes the page anew and draws the marks and the stories. Without this script the selects
 * and fields of the form are sent by its button.
 */
import { History } from "../zones/history.js";
import { onUndoKeys } from "../zones/undo-keys.js";
import { Zoom } from "../zones/zoom.js";
import * as arranging from "./arranging.js";
import { Menu } from "./menu.js";
import { fit, Parts } from "./parts.js";
import { Saving } from "./saving.js";

const PAUSE = 700; // milliseconds without a key after which what is typed is stored
const WRITTEN = ".text, [data-masthead]"; // fields that a clerk writes in

class Desk {
  #timer = 0;

  constructor(form, { review, proposed, blocks }) {
    this.form = form;
    this.proposed = proposed;
    this.history = new History(review);
    this.read = new Map(blocks.map(({ key, lines }, rank) => [key, { lines, rank }]));
    this.rank = (block) => {
      const [read, line] = arranging.partOf(block);
      return this.read.get(read).rank + line / this.read.get(read).lines.length;
    };
    this.parts = new Parts(form);
    this.saving = new Saving(form);
    this.menu = this.#menu();
    this.#listen();
    this.#tell();
  }

  get review() {
    return this.history.state;
  }

  // Changing

  /** Go on to another review; `kind` as in History: words typed into one field are one step. */
  change(review, label, kind = null) {
    if (review === this.review) return;
    this.history.push(review, label, kind);
    this.#store(`${label}。`);
  }

  step(what) {
    this.commit();
    const label = this.history[what]();
    if (!label) return;
    this.menu.close();
    this.#showSaid(document.activeElement);
    this.#store(`${what === "undo" ? "已撤销" : "已重做"}：${label}。`);
  }

  #store(sentence) {
    this.said = sentence;
    this.saving.save(this.review);
    this.#tell();
  }

  // Words

  /** Which words a field is about, as `arranging.say` takes them. */
  #wordsOf(field) {
    const { masthead, field: name, printed = field.defaultValue } = field.dataset;
    return masthead ? { masthead, printed } : { story: this.#story(field), field: name, printed };
  }

  /** The field that has the keyboard says what the review says: typed words were undone, not it. */
  #showSaid(field) {
    if (!field?.matches(WRITTEN)) return;
    const said = arranging.said(this.review, this.#wordsOf(field));
    if (field.value !== said) field.value = said;
    fit(field);
  }

  /** What is in a field becomes part of the review. */
  commit(field = this.typing) {
    clearTimeout(this.#timer);
    this.typing = null;
    if (!field?.isConnected) return;
    const next = arranging.say(this.review, this.#wordsOf(field), field.value.trim());
    if (JSON.stringify(next.decisions) === JSON.stringify(this.review.decisions)) return;
    this.change(next, "改字", `field ${field.id}`);
  }

  #typed(field) {
    fit(field);
    if (this.typing && this.typing !== field) this.commit();
    this.typing = field;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.commit(), PAUSE);
  }

  // Suggestions

  /** `person`: who is meant, where the clerk says which of several. */
  #choose(rows, isTaken, person) {
    const suggestions = rows.map((row) => ({
      story: Number(row.closest("[data-story]").dataset.story),
      kind: row.dataset.kind,
      name: row.dataset.name,
      person,
    }));
    const label = person !== undefined ? "选定人物" : isTaken === null ? "建议待定" : isTaken ? "采用建议" : "不要建议";
    this.change(arranging.choose(this.review, suggestions, isTaken), label);
  }

  // Stories and blocks

  get stories() {
    return [...this.form.querySelectorAll(".story")].map(({ dataset }) =>
      ({ key: Number(dataset.story), number: dataset.number, name: dataset.name }));
  }

  #menu() {
    const { rank } = this;
    const step = (make, label) => (block, value) => {
      this.change(make(this.review, block, value), label);
    };
    return new Menu(document.getElementById("block-menu"), {
      role: step((review, block, role) => arranging.as(review, block, role, rank), "改文块"),
      story: step((review, block, story) => (story === ""
        ? review
        : arranging.give(review, block, story === "new" ? story : Number(story), rank)), "归到稿件"),
      cut: step((review, block, line) => arranging.cut(review, block, line), "切开"),
      split: step((review, block) => arranging.splitBefore(review, block), "另成一篇"),
      earlier: step((review, block) => arranging.shift(review, block, -1), "前移"),
      later: step((review, block) => arranging.shift(review, block, 1), "后移"),
      discard: step((review, block, reason) => arranging.as(review, block, "discarded", rank, reason), "略去"),
      go: (block) => this.#read(block),
      closed: (block) => {
        this.#mark("is-picked", []);
        // Not where a click elsewhere has closed it.
        const { activeElement } = document;
        if (this.isByKey && (activeElement === document.body || activeElement.closest("#block-menu"))) this.#goBack(block);
      },
    });
  }

  #drawn(block) {
    const text = document.getElementById(`open-${block}`)?.textContent ?? "";
    return [this.review, this.stories, text, this.#linesOf(block)];
  }

  /** The lines of a block as it was read, or of a part of it: [[number, text]]. */
  #linesOf(block) {
    const [read, from] = arranging.partOf(block);
    const { lines } = this.read.get(read);
    const to = this.review.decisions.cuts[read]?.find((line) => line > from) ?? lines.length;
    return lines.map((line, number) => [number, line]).slice(from, to);
  }

  openMenu(block, beside, isByKey = false) {
    this.commit();
    this.isByKey = isByKey;
    this.#pick(block);
    this.menu.open(block, beside, ...this.#drawn(block));
  }

  #pick(block) {
    this.#mark("is-picked", this.form.querySelectorAll(`.mark[data-block="${block}"]`));
  }

  #mark(name, marks) {
    this.form.querySelectorAll(`.mark.${name}`).forEach((mark) => mark.classList.remove(name));
    marks.forEach((mark) => mark.classList.add(name));
  }

  /** Show a block on the image, and where its words went. */
  show(block) {
    const mark = this.form.querySelector(`.mark[data-block="${block}"]`);
    mark?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#pick(block);
  }

  /** The keyboard goes back to the block's button, wherever it is by now. */
  #goBack(block) {
    const button = document.getElementById(`open-${block}`);
    button?.closest("details").setAttribute("open", "");
    button?.focus();
  }

  /** To the text of the story that a block belongs to. */
  #read(block) {
    const { story } = arranging.placementOf(this.review, block);
    const place = document.getElementById(story === null ? "apart" : `story-${story}`);
    this.menu.close();
    place.scrollIntoView({ block: "start" });
    place.querySelector("textarea, summary").focus({ preventScroll: true });
  }

  #story(target) {
    return Number(target.closest("[data-story]").dataset.story);
  }

  #storyDoes(what, story) {
    const order = arranging.storiesOf(this.review), place = order.indexOf(story);
    const does = {
      "merge-previous": () => [arranging.merge(this.review, story, order[place - 1]), "并入上一篇"],
      "merge-next": () => [arranging.merge(this.review, order[place + 1], story), "并入下一篇"],
      up: () => [arranging.shiftStory(this.review, story, -1), "上移"],
      down: () => [arranging.shiftStory(this.review, story, 1), "下移"],
    };
    this.change(...does[what]());
  }

  // Listening

  #listen() {
    const { form, saving } = this;
    form.addEventListener("click", (event) => this.#clicked(event));
    form.addEventListener("input", ({ target }) => {
      if (target.matches(WRITTEN)) this.#typed(target);
    });
    form.addEventListener("change", ({ target }) => this.#changed(target));
    form.addEventListener("pointerover", ({ target }) => {
      const story = target.closest("[data-story]")?.dataset.story;
      this.#mark("is-near", story ? form.querySelectorAll(`.mark[data-story="${story}"]`) : []);
    });
    onUndoKeys((step) => this.step(step));
    saving.addEventListener("state", () => this.#tell());
    saving.addEventListener("stored", ({ detail: { parts, review, isLast } }) => {
      if (isLast && review === this.review) this.#draw(parts);
    });
    saving.addEventListener("overtaken", ({ detail }) => {
      this.theirs = detail;
      this.#tell();
    });
    form.addEventListener("submit", (event) => this.#submit(event));
    document.addEventListener("click", (event) => this.#leave(event));
    addEventListener("beforeunload", (event) => {
      this.commit();
      if (!saving.isDone) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => {
      this.commit();
      // Back from adding a department: the page is composed with it.
      if (document.visibilityState === "visible" && this.wasElsewhere) saving.save(this.review);
      this.wasElsewhere = false;
    });
  }

  #clicked(event) {
    const { target } = event;
    const near = (selector) => target.closest(selector);
    const mark = near(".mark[data-block]");
    if (mark) this.openMenu(Number(mark.dataset.block), { left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY });
    else if (near("[data-open]")) this.openMenu(Number(near("[data-open]").dataset.open), near("[data-open]").getBoundingClientRect(), true);
    else if (near("[data-do]")) this.does[near("[data-do]").dataset.do]();
    else if (near("[data-elsewhere]")) this.wasElsewhere = true;
    else if (near("[data-take-all]")) this.#choose([...this.form.querySelectorAll(".suggestion.is-open:not(.asks-who)")], true);
    else if (near("[data-story-do]")) this.#storyDoes(near("[data-story-do]").dataset.storyDo, this.#story(target));
    else if (near("[data-choose]")) {
      const button = near("[data-choose]");
      const isTaken = button.getAttribute("aria-pressed") === "true" ? null : button.dataset.choose === "true";
      this.#choose([near(".suggestion")], isTaken);
    } else if (near(".doubts a")) this.#goTo(near(".doubts a"), event);
  }

  /** From a doubt to its place: open what hides it, and show it on the image. */
  #goTo(link, event) {
    const place = document.querySelector(link.hash);
    if (!place) return;
    event.preventDefault();
    place.closest("details")?.setAttribute("open", "");
    if (link.dataset.show) this.show(Number(link.dataset.show));
    place.scrollIntoView({ block: "center" });
    (place.querySelector("button:not([hidden]), textarea, input, select") ?? place).focus({ preventScroll: true });
  }

  #changed(target) {
    const { dataset, value } = target;
    if (target.matches(WRITTEN)) this.commit(target);
    else if (dataset.seen !== undefined) this.change(arranging.tick(this.review, dataset.seen, target.checked), "看过疑点");
    else if (dataset.pictureOf) this.change(arranging.givePicture(this.review, dataset.pictureOf, value ? Number(value) : null), "归图片");
    else if (dataset.swap !== undefined && value) this.change(arranging.swapTitles(this.review, this.#story(target), Number(value)), "对调标题");
    else if (dataset.namesake !== undefined) {
      const said = value ? [true, Number(value)] : [null];
      this.#choose([target.closest(".suggestion")], ...said);
    } else if (dataset.addDepartment !== undefined && value) {
      const suggestion = { story: this.#story(target), kind: "department", name: value };
      this.change(arranging.choose(this.review, [suggestion], true), "加发稿单位");
    }
  }

  get does() {
    return {
      undo: () => this.step("undo"),
      redo: () => this.step("redo"),
      smaller: () => this.zoom.smaller(),
      larger: () => this.zoom.larger(),
      fit: () => this.zoom.whole(),
      reset: () => this.change(this.proposed, "恢复成刚读出来的样子"),
      "keep-mine": () => this.#settle([[this.theirs.review, "对方的改动"], [this.review, "以我的为准"]]),
      "take-theirs": () => this.#settle([[this.theirs.review, "改用对方的"]]),
    };
  }

  /** After a collision: both reviews are among the steps, so neither is lost. */
  #settle(steps) {
    this.theirs = null;
    for (const [review, label] of steps) this.history.push(review, label);
    this.#store(`${steps.at(-1)[1]}。`);
  }

  /** What waits to be stored. */
  async #stored() {
    while (this.saving.state === "saving") await new Promise((done) => setTimeout(done, 50));
    return this.saving.isDone && !this.theirs;
  }

  /** A link away from here waits until all is stored; where it cannot be, the browser asks. */
  async #leave(event) {
    const link = event.target.closest("a[href]:not([target], [href^='#'])");
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    this.commit();
    if (this.saving.isDone) return;
    event.preventDefault();
    await this.#stored();
    location.assign(link.href);
  }

  /** Accepting: all that is on the screen is stored first, and goes along as one field. */
  async #submit(event) {
    const { submitter } = event;
    this.commit();
    if (this.saving.isDone && !this.theirs) {
      this.form.addEventListener("formdata", ({ formData }) => {
        const kept = ["csrfmiddlewaretoken", "revision", submitter?.name];
        for (const name of [...formData.keys()]) if (!kept.includes(name)) formData.delete(name);
        formData.set("review", JSON.stringify(this.review));
      }, { once: true });
      return;
    }
    event.preventDefault();
    if (await this.#stored()) this.form.requestSubmit(submitter);
  }

  // Telling

  #draw(parts) {
    this.parts.show(parts);
    this.#tell();
    if (!this.menu.isOpen) return;
    if (!arranging.placementOf(this.review, this.menu.block)) return this.menu.close(); // undone
    this.#pick(this.menu.block);
    this.menu.draw(...this.#drawn(this.menu.block));
  }

  #tell() {
    const { form, saving, history } = this;
    for (const [what, label] of [["undo", history.undoes], ["redo", history.redoes]]) {
      const button = form.querySelector(`[data-do=${what}]`);
      button.disabled = !label;
      button.title = label ? `${what === "undo" ? "撤销" : "重做"}：${label}` : "";
    }
    const isWell = ["saving", "stored"].includes(saving.state);
    const problem = form.querySelector(".problem");
    problem.hidden = isWell;
    problem.querySelector(".problem-text").textContent = isWell ? "" : saving.state;
    problem.querySelector(".problem-buttons").hidden = !this.theirs;
    const state = { saving: "正在存……", stored: this.said ? "已存好。" : "改动会自动存好。" }[saving.state] ?? "还没有存上。";
    form.querySelector(".saving").textContent = `${this.said ?? ""}${state}`;
    form.dataset.state = isWell ? saving.state : "failed";
    const left = form.querySelector(".left-over");
    // On this page, and on the import's others.
    const count = (selector, elsewhere) => form.querySelectorAll(selector).length + Number(elsewhere);
    const doubts = count(".doubts li:not(.is-seen)", left.dataset.doubts);
    const suggestions = count(".suggestion.is-open", left.dataset.suggestions);
    const asking = count(".suggestion.is-open.asks-who", left.dataset.asking);
    left.textContent = (doubts ? `还有 ${doubts} 处疑点没有看。` : "")
      + (suggestions ? `还有 ${suggestions} 条建议没有定，不会录入。` : "")
      + (asking ? `其中 ${asking} 条有同名的人：请在下拉框里选定是哪一位，或选“新的人”。` : "");
  }
}

const form = document.getElementById("review_form");
form.classList.add("is-live");
const desk = new Desk(form, JSON.parse(document.getElementById("review-data").textContent));
const sheet = form.querySelector(".sheet");
if (sheet) {
  form.classList.add("is-drawn");
  desk.zoom = new Zoom(form.querySelector(".stage"), sheet);
}
