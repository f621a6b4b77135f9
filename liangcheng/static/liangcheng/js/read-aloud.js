/**
 * 朗读: an article read aloud by the browser's own speech, sentence by sentence, each marked while it is
 * said. Where there is no engine or no Chinese voice the page says so, and the text stays.
 *
 * Read is what bears `data-read`, in the order of the page. Names whose reading is recorded are given
 * to the engine as `<template id="spoken-names">` has them (liangcheng/chinese/speech.py).
 */
const LONGEST = 80; // characters said in one piece: some engines fall silent after a quarter of a minute
const VOICES_WITHIN = 1500; // milliseconds in which a browser must have told its voices
const BEGUN_WITHIN = 6000; // and in which a voice must have begun
const BLOCKS = "p, h2, li, td, th";

const button = document.querySelector("[data-read-aloud]");
const bar = document.querySelector("[data-reader]");
const trouble = document.querySelector("[data-trouble]");
const rate = bar.querySelector("[data-rate]");

// What is read: pieces of text, and where they stand

/** The pieces of a text as [start, end]: sentences, and of a long one what stands between commas. */
const pieces = (text) => {
  const found = [];
  for (const { 0: sentence, index } of text.matchAll(/[^。！？!?；;…]+[。！？!?；;…]*[”’」』）)》]*|[。！？!?；;…”’」』）)》]+/gu)) {
    let [start, end] = [index, index + sentence.length];
    while (end - start > LONGEST) {
      const comma = text.slice(start, start + LONGEST).search(/[，、：,:][^，、：,:]*$/u);
      const cut = start + (comma > 0 ? comma + 1 : LONGEST);
      found.push([start, cut]);
      start = cut;
    }
    found.push([start, end]);
  }
  return found.filter(([start, end]) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
};

const blocks = (part) => {
  const inner = [...part.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  return inner.length ? inner : [part];
};

const script = [...document.querySelectorAll("[data-read]")].flatMap(blocks).flatMap((block) => {
  const text = block.textContent;
  return pieces(text).map(([start, end]) => ({ block, start, end, text: text.slice(start, end) }));
});

const range = ({ block, start, end }) => {
  const found = document.createRange();
  const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let passed = 0, node; (node = walk.nextNode()); passed += node.length) {
    if (passed <= start && start < passed + node.length) found.setStart(node, start - passed);
    if (passed < end && end <= passed + node.length) found.setEnd(node, end - passed);
  }
  return found;
};

// What the engine is given for it

const names = [...(document.querySelector("#spoken-names")?.content.querySelectorAll("dt") ?? [])].map((printed) => [
  printed.textContent,
  printed.nextElementSibling.textContent,
]);

/** A text as it sounds: names as recorded, “1.要” not as a decimal, a dash as a pause and not “minus”. */
const spoken = (text) => {
  for (const [printed, sounding] of names) text = text.replaceAll(printed, sounding);
  return text
    .replace(/^\s*(\d{1,2})[.．](?!\d)/u, "$1、")
    .replace(/[—―–-]{2,}/gu, "，")
    .replace(/(?<=\p{Script=Han})[-–](?=\p{Script=Han})/gu, "，")
    .replace(/(?<=\d)[-–~～](?=\d)/gu, "至")
    .trim();
};

// The voice

const engine = () => window.speechSynthesis && window.SpeechSynthesisUtterance && window.speechSynthesis;

const voices = (speech) =>
  new Promise((resolve) => {
    if (speech.getVoices().length) return resolve(speech.getVoices());
    const told = () => resolve(speech.getVoices());
    speech.addEventListener?.("voiceschanged", told, { once: true });
    setTimeout(told, VOICES_WITHIN);
  });

/** Mandarin before Taiwan's, of this device before one that needs the network; no Cantonese. */
const chinese = (all) => {
  const grade = ({ lang, localService }) => {
    const language = lang.replace("_", "-").toLowerCase();
    if (/^(zh-hk|zh-mo|zh-hant-hk|yue)/.test(language) || !/^(zh|cmn)/.test(language)) return -1;
    return (/-tw|hant/.test(language) ? 0 : 2) + (localService ? 1 : 0);
  };
  return all.filter((one) => grade(one) >= 0).sort((one, other) => grade(other) - grade(one))[0];
};

// Reading

let voice;
let at = 0;
let current = null; // the utterance under way; what comes from an earlier one is not listened to
let hasBegun = false;
let patience;

const mark = (piece) => {
  document.querySelector(".is-spoken")?.classList.remove("is-spoken");
  window.CSS?.highlights?.delete("spoken");
  if (!piece) return;
  const place = range(piece);
  if (window.Highlight) CSS.highlights.set("spoken", new Highlight(place));
  else piece.block.classList.add("is-spoken");
  const { top, bottom } = place.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight - bar.offsetHeight) {
    window.scrollTo({ top: window.scrollY + top - window.innerHeight / 4 });
  }
};

const silence = () => {
  current = null;
  engine()?.cancel();
};

const stop = () => {
  silence();
  mark(null);
  const hadFocus = bar.contains(document.activeElement);
  bar.hidden = true;
  button.setAttribute("aria-expanded", "false");
  if (hadFocus) button.focus();
};

const complain = (what) => {
  stop();
  for (const sentence of trouble.children) sentence.hidden = sentence.dataset.say !== what;
  trouble.hidden = false;
  // Where the window stands now, not where it is on its way to the words that were marked.
  window.scrollTo({ top: window.scrollY, behavior: "instant" });
  // Where it does not fit into the window, it is read from its beginning.
  const isTall = trouble.offsetHeight > window.innerHeight;
  trouble.scrollIntoView({ block: isTall ? "start" : "nearest" });
};

const say = (number) => {
  if (number >= script.length) return stop();
  at = Math.max(0, number);
  silence();
  mark(script[at]);
  bar.dataset.state = "speaking";
  const utterance = new SpeechSynthesisUtterance(spoken(script[at].text));
  utterance.lang = voice?.lang ?? "zh-CN";
  if (voice) utterance.voice = voice;
  utterance.rate = Number(rate.value);
  utterance.onstart = () => (hasBegun = true);
  utterance.onend = () => utterance === current && say(at + 1);
  utterance.onerror = () => utterance === current && complain(hasBegun ? "broken" : "voice");
  current = utterance;
  engine().speak(utterance);
};

const pause = () => {
  // Not `pause()`, from which half the engines on phones never wake: the piece is begun again.
  silence();
  bar.dataset.state = "paused";
};

const start = async () => {
  trouble.hidden = true;
  if (!engine()) return complain("engine");
  const all = await voices(engine());
  voice = chinese(all);
  // A browser that tells none may still have one: it is asked.
  if (all.length && !voice) return complain("voice");
  hasBegun = false;
  bar.hidden = false;
  button.setAttribute("aria-expanded", "true");
  say(0);
  clearTimeout(patience);
  patience = setTimeout(() => current && !hasBegun && complain("voice"), BEGUN_WITHIN);
};

const acts = {
  back: () => say(at - 1),
  on: () => say(at + 1),
  toggle: () => (current ? pause() : say(at)),
  stop,
};

button.addEventListener("click", () => (bar.hidden ? start() : stop()));
bar.addEventListener("click", (event) => acts[event.target.closest("[data-act]")?.dataset.act]?.());
rate.addEventListener("change", () => current && say(at));
// What went wrong is read, and lies over what comes next: any other press puts it away.
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-read-aloud], [data-trouble]")) trouble.hidden = true;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") trouble.hidden = true;
});
window.addEventListener("pagehide", silence);
// Asked once before they are wanted: a phone lets a page speak only while the press is fresh.
engine()?.getVoices();
