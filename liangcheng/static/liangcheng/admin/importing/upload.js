/** Files dropped on the upload's form are chosen in its file field; the form sends them. */

const form = document.getElementById("upload_form");
const field = form.querySelector("input[type=file]");
const drop = form.querySelector(".drop");
const chosen = form.querySelector(".chosen");
const button = form.querySelector("button[type=submit]");

const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

const show = () => {
  chosen.replaceChildren(...[...field.files].map((file) => {
    const row = document.createElement("li");
    row.textContent = `${file.name}（${size(file.size)}）`;
    return row;
  }));
  form.classList.toggle("has-files", field.files.length > 0);
};

let depth = 0; // of the elements that the pointer has entered
const hover = (change) => {
  depth = Math.max(0, depth + change);
  drop.classList.toggle("is-over", depth > 0);
};

form.classList.add("is-live");
form.querySelector(".with-script").hidden = false;
field.addEventListener("change", show);
addEventListener("dragenter", () => hover(1));
addEventListener("dragleave", () => hover(-1));
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  hover(-depth);
  if (!event.dataTransfer.files.length) return;
  field.files = event.dataTransfer.files;
  show();
});
form.addEventListener("submit", () => {
  // The second of two quick clicks would send everything twice.
  setTimeout(() => {
    button.disabled = true;
    button.textContent = "正在上传……";
  });
});
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
show();
