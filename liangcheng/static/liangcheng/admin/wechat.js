/**
 * 复制到公众号. The preview gets its looks through the CSSOM: the policy forbids style attributes.
 *
 * What is copied is put on the clipboard in the `copy` event, not with navigator.clipboard: that one
 * exists only over HTTPS, which an office machine may not have, and cleans what it is given.
 */
const preview = document.getElementById("wechat-preview");
const html = document.getElementById("wechat-html").value;
const text = document.getElementById("wechat-text").value;
const done = document.querySelector(".wechat-done");

for (const element of preview.querySelectorAll("[data-css]")) {
  element.style.cssText = element.dataset.css;
}

/** Whether all of the preview is selected, by us: then Ctrl+C too means the HTML made for WeChat. */
const isWhole = () => {
  const { anchorNode, focusNode } = document.getSelection();
  return anchorNode === preview && focusNode === preview;
};

document.addEventListener("copy", (event) => {
  if (!isWhole()) return;
  event.clipboardData.setData("text/html", html);
  event.clipboardData.setData("text/plain", text);
  event.preventDefault();
});

const copied = () => {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
};

const bodyButton = document.querySelector("[data-copy-body]");
bodyButton.hidden = false;
bodyButton.addEventListener("click", () => {
  preview.focus();
  document.getSelection().selectAllChildren(preview);
  done.textContent = copied() ? "已复制，到公众号的正文里粘贴。" : "浏览器不让复制：正文已经选中，请按 Ctrl+C。";
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const name = field.labels[0].textContent;
    done.textContent = copied() ? `已复制${name}。` : `浏览器不让复制：${name}已经选中，请按 Ctrl+C。`;
  });
}
