/**
 * An article's pictures as large as the window, in a native `<dialog>`: next and previous by button,
 * arrow key and swipe, close by button, Escape and a phone's back gesture; the focus returns to the
 * picture. Without this script a picture is a link to its large file.
 */
const SWIPE = 50; // pixels to the side that are meant
const LARGE = 1920; // the widest rendition: liangcheng/files/pictures.py

const dialog = document.querySelector("[data-lightbox]");
const links = [...document.querySelectorAll("[data-enlarge]")];
const part = (name) => dialog.querySelector(`[data-${name}]`);
const stage = part("stage");
let at = 0;

const zoom = (isLarge) => {
  stage.classList.toggle("is-large", isLarge);
  for (const source of stage.querySelectorAll("source, img")) source.sizes = isLarge ? `${LARGE}px` : "100vw";
  if (isLarge) stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
};

const show = (number) => {
  at = (number + links.length) % links.length;
  const picture = links[at].querySelector("picture").cloneNode(true);
  const image = picture.querySelector("img");
  image.loading = "eager";
  image.draggable = false;
  // Enlarged, as many pixels as there are; its proportions stay.
  image.height = Math.round((image.height * Math.min(LARGE, image.width)) / image.width);
  image.width = Math.min(LARGE, image.width);
  stage.replaceChildren(picture);
  zoom(false);
  part("now").textContent = String(at + 1);
  const caption = links[at].closest("figure").querySelector("figcaption")?.cloneNode(true);
  part("caption").replaceChildren(...(caption?.childNodes ?? []));
};

links.forEach((link, number) => {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !dialog.showModal) return;
    event.preventDefault();
    show(number);
    dialog.showModal();
    part("close").focus();
  });
});

dialog.addEventListener("close", () => {
  stage.replaceChildren();
  links[at].focus();
});
part("close").addEventListener("click", () => dialog.close());
part("zoom").addEventListener("click", () => zoom(!stage.classList.contains("is-large")));
for (const button of dialog.querySelectorAll("[data-step]")) {
  button.addEventListener("click", () => show(at + Number(button.dataset.step)));
}

dialog.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  // Of a picture larger than the window, the arrows move what is seen of it.
  if (step && links.length > 1 && !stage.classList.contains("is-large")) show(at + step);
});

// A finger to the side; more fingers enlarge by themselves.

let from = null;
stage.addEventListener("pointerdown", (event) => {
  from = event.isPrimary ? { x: event.clientX, y: event.clientY } : null;
});
stage.addEventListener("pointerup", (event) => {
  if (!from || stage.classList.contains("is-large")) return;
  const [x, y] = [event.clientX - from.x, event.clientY - from.y];
  from = null;
  if (links.length > 1 && Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) show(at + (x < 0 ? 1 : -1));
});

part("all").textContent = String(links.length);
dialog.classList.toggle("is-single", links.length < 2);
