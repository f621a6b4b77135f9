/**
 * A page's review is stored whenever it changes, one request after the other: the newest review
 * waits while one is under way, and says which revision it goes on from.
 *
 * Listeners hear `stored` and `overtaken` with what the server answered, and `state` whenever what
 * may be said about saving changes: "saving", "stored", or a sentence about why not.
 */

const AGAIN = 5000; // milliseconds until an attempt that failed is made again

export class Saving extends EventTarget {
  #waiting = null;
  #isBusy = false;

  constructor(form) {
    super();
    this.form = form;
    this.state = "stored";
  }

  get revision() {
    return this.form.elements.revision.value;
  }

  set revision(value) {
    this.form.elements.revision.value = value;
  }

  /** Whether all that was changed is stored. */
  get isDone() {
    return !this.#waiting && !this.#isBusy;
  }

  save(review) {
    this.#waiting = review;
    this.#run();
  }

  async #run() {
    if (this.#isBusy || !this.#waiting) return;
    const review = this.#waiting;
    [this.#waiting, this.#isBusy] = [null, true];
    this.#say("saving");
    const outcome = await this.#send(review);
    this.#isBusy = false;
    outcome();
    if (this.state === "stored" || this.state === "saving") this.#run();
  }

  /** Send a review; what to do about the answer. */
  async #send(review) {
    const body = new FormData();
    // A login in another window has changed the token.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    body.set("csrfmiddlewaretoken", token ?? this.form.elements.csrfmiddlewaretoken.value);
    body.set("revision", this.revision);
    body.set("review", JSON.stringify(review));
    body.set("_autosave", "1");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, redirect: "manual" });
      if (answer.type === "opaqueredirect") return () => this.#fail(review, "登录已经过期，还没有存上；您改的都还在。请在新窗口里登录，这里会自己接着存。");
      if (![200, 400, 409].includes(answer.status)) return () => this.#fail(review, "服务器没有存上；您改的都还在，过一会儿自动再试。");
      const parts = await answer.json();
      if (answer.ok) return () => this.#stored(parts, review);
      if (answer.status === 409) return () => this.#overtaken(parts);
      return () => this.#say(parts.problem);
    } catch {
      return () => this.#fail(review, "连不上服务器，还没有存上；您改的都还在，连上就自动再存。");
    }
  }

  #stored(parts, review) {
    this.revision = parts.revision;
    this.#say("stored");
    this.dispatchEvent(new CustomEvent("stored", { detail: { parts, review, isLast: !this.#waiting } }));
  }

  #overtaken(parts) {
    this.#waiting = null;
    this.revision = parts.revision;
    this.#say(parts.problem);
    this.dispatchEvent(new CustomEvent("overtaken", { detail: parts }));
  }

  #fail(review, sentence) {
    this.#waiting ??= review;
    this.#say(sentence);
    setTimeout(() => this.#run(), AGAIN);
  }

  #say(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }
}
