/**
 * Suggestions under a search box, `<input data-suggest="address">`: a combobox with a list
 * (WAI-ARIA 1.2, www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without this script it is a plain box.
 * The list and all words come from the template in templates/components/quick_search.html.
 */
const PAUSE = 150; // milliseconds without a key before the server is asked

const parts = document.querySelector("[data-suggestions]");

const element = (name, attributes) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const combobox = (input) => {
  const made = parts.content.cloneNode(true);
  const part = (selector) => made.querySelector(selector);
  const [list, news] = [part("[role=listbox]"), part("[role=status]")];
  const [some, none] = [part("[data-some]").textContent, part("[data-none]").textContent];
  list.id = `${input.id}-list`;
  let asked; // the request under way
  let timer;
  let typed = ""; // what stood in the box before a suggestion was looked at

  const options = () => [...list.children];
  const current = () => list.querySelector("[aria-selected=true]");

  const look = (option) => {
    for (const one of options()) one.setAttribute("aria-selected", String(one === option));
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
    input.value = option?.textContent ?? typed;
  };

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    list.replaceChildren();
    news.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = (words) => {
    list.replaceChildren(
      ...words.map((word, number) => {
        const option = element("li", { id: `${list.id}-${number}`, role: "option", "aria-selected": "false" });
        option.textContent = word;
        return option;
      }),
    );
    list.hidden = !words.length;
    input.setAttribute("aria-expanded", String(Boolean(words.length)));
    news.textContent = words.length ? some.replace("0", words.length) : none;
  };

  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { signal });
      const [, words] = answer.ok ? await answer.json() : ["", []];
      if (!signal.aborted) show(words);
    } catch {
      // Overtaken by a later key, or no network: the box works as it is.
    }
  };

  const choose = (option) => {
    input.value = option.textContent;
    close();
    input.form.requestSubmit();
  };

  const typing = (event) => {
    if (event.isComposing) return; // pinyin on its way to a character
    clearTimeout(timer);
    typed = input.value;
    if (typed.trim()) timer = setTimeout(ask, PAUSE);
    else close();
  };

  const step = (by) => {
    const stops = [null, ...options()]; // the first is the box itself
    const at = stops.indexOf(current());
    look(stops[(at + by + stops.length) % stops.length]);
  };

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => current() && choose(current()),
    Escape: () => {
      look(null);
      close();
    },
    Tab: close,
  };

  input.addEventListener("input", typing);
  input.addEventListener("compositionend", typing);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden || !keys[event.key]) return;
    if (event.key !== "Tab" && (event.key !== "Enter" || current())) event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("blur", close);
  // A press would take the focus from the box before it becomes a click.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });

  const role = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id };
  for (const [key, value] of Object.entries(role)) input.setAttribute(key, value);
  close();
  input.after(list, news);
};

document.querySelectorAll("[data-suggest]").forEach(combobox);
