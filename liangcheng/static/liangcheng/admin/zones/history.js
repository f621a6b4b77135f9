/** Every state since the beginning: there and back again. States are never changed, only replaced. */
export class History {
  #past = [];
  #future = [];
  #kind = null;

  constructor(state) {
    this.state = state;
  }

  /**
   * Go on to a new state, reached by what `label` says.
   *
   * Of changes of one `kind` in a row (the same corner, pushed by the arrow keys again and again)
   * all are undone at once.
   */
  push(state, label, kind = null) {
    if (!kind || kind !== this.#kind) this.#past.push({ state: this.state, label });
    this.#kind = kind;
    this.#future = [];
    this.state = state;
  }

  /** End a row of changes: the next one is undone by itself. */
  rest() {
    this.#kind = null;
  }

  /** Every step as plain data, to be taken up with `resume()`. */
  get kept() {
    return { state: this.state, past: this.#past, future: this.#future };
  }

  resume({ state, past, future }) {
    [this.state, this.#past, this.#future, this.#kind] = [state, past, future, null];
  }

  /** What would be undone, or done again; undefined if nothing. */
  get undoes() {
    return this.#past.at(-1)?.label;
  }

  get redoes() {
    return this.#future.at(-1)?.label;
  }

  undo() {
    return this.#step(this.#past, this.#future);
  }

  redo() {
    return this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    const step = from.pop();
    if (!step) return undefined;
    to.push({ state: this.state, label: step.label });
    this.state = step.state;
    this.#kind = null;
    return step.label;
  }
}
