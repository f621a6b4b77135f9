"""A browser that can read aloud, and what it was given to say."""

import json

# A speech engine whose sentences end when the test says so. It keeps what it was given.
ENGINE = """(voices) => {
  const said = [];
  let current = null;
  Object.defineProperty(window, "SpeechSynthesisUtterance", { value: class {
    constructor(text) { this.text = text; }
  } });
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => voices,
    cancel: () => { const was = current; current = null; was?.onerror?.({ error: "canceled" }); },
    speak: (utterance) => { current = utterance; said.push(utterance); utterance.onstart?.(); },
  } });
  window.said = said;
  window.speaking = () => current?.text ?? null;
  window.finish = () => { const was = current; current = null; was.onend(); };
  window.fail = () => { const was = current; current = null; was.onerror({ error: "network" }); };
}"""
VOICES = [
    {"lang": "en-US", "name": "English", "localService": True},
    {"lang": "zh-HK", "name": "粤语", "localService": True},
    {"lang": "zh-CN", "name": "远处的", "localService": False},
    {"lang": "zh_CN", "name": "普通话", "localService": True},
]
MARKED = "() => [...(CSS.highlights.get('spoken') ?? [])].map(String)"


def speak(page, article, voices=VOICES):
    """Open an article with the engine in the page, and press 朗读."""
    page.add_init_script(f"({ENGINE})({json.dumps(voices)})")
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="朗读", exact=True).click()


def heard(page):
    return page.evaluate("() => said.map((one) => one.text)")
