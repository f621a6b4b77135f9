/**
 * The parts of the screen that the server draws anew after each change: the marks on the image and
 * the stories. What the clerk has in hand stays: the place, the focus, open details, unsent words.
 */

const fitsByItself = CSS.supports("field-sizing", "content");

/** A text field as high as its text. */
export const fit = (field) => {
  if (fitsByItself) return;
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
};

export class Parts {
  constructor(form) {
    this.form = form;
    [this.marks, this.stories] = ["marks", "stories"].map((name) => form.querySelector(`[data-part=${name}]`));
    this.fit();
    addEventListener("resize", () => this.fit());
  }

  fit() {
    if (!fitsByItself) this.stories.querySelectorAll("textarea").forEach(fit);
  }

  show({ marks, stories }) {
    const open = [...this.stories.querySelectorAll("details[open]")].map(({ id }) => id);
    const inHand = this.#inHand();
    const anchor = this.#anchor();
    this.marks.innerHTML = marks;
    this.stories.innerHTML = stories;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    this.fit();
    anchor();
    inHand();
  }

  /** Remember the field or button that has the keyboard; a function that gives it back. */
  #inHand() {
    const { activeElement: field } = document;
    if (!this.stories.contains(field) || !field.id) return () => {};
    const { id, value, selectionStart, selectionEnd, tagName } = field;
    const isText = tagName === "TEXTAREA" || field.type === "text";
    const story = field.closest(".story")?.id;
    return () => {
      const again = document.getElementById(id) ?? document.getElementById(story)?.querySelector("summary");
      again?.focus({ preventScroll: true });
      if (!isText || again?.id !== id) return;
      again.value = value;
      again.setSelectionRange(selectionStart, selectionEnd);
      // Typed on meanwhile: whoever listens to the old field hears it from this one.
      if (value !== again.defaultValue) again.dispatchEvent(new Event("input", { bubbles: true }));
    };
  }

  /** What stands at the top of the window stays there. */
  #anchor() {
    const top = (element) => element.getBoundingClientRect().top;
    const seen = [...this.stories.querySelectorAll(".story")].find((story) => story.getBoundingClientRect().bottom > 0);
    if (!seen || top(this.stories) >= 0) return () => {};
    const { id } = seen, before = top(seen);
    return () => {
      const again = document.getElementById(id);
      if (again) scrollBy(0, top(again) - before);
    };
  }
}
