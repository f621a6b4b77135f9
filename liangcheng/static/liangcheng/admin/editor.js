/**
 * The rich text editor in Chinese, and pasting into it.
 *
 * It looks up a part of its words in Django's catalogue, and has written the others into its
 * buttons: those are replaced where they appear.
 */
"use strict";
{
  const words = {
    "Add column": "在右边加一列",
    "Add row": "在下面加一行",
    "Cancel": "取消",
    "Columns": "列数",
    "Delete column": "删除这一列",
    "Delete row": "删除这一行",
    "Delete table": "删除表格",
    "Edit Link": "链接",
    "Heading 3": "小标题",
    "Include header row": "第一行是表头",
    "Insert Table": "插入表格",
    "Insert table": "插入表格",
    "Merge cells": "合并单元格",
    "No": "否",
    "Paragraph": "正文",
    "Rows": "行数",
    "Split cell": "拆分单元格",
    "Table Properties": "表格",
    "Title": "提示文字（可不填）",
    "Toggle header cell": "表头格/普通格",
    "URL": "网址",
    "Update": "确定",
    "Yes": "是",
    "blockquote": "引文",
    "bold": "加粗",
    "heading 3": "段落样式：小标题",
    "insert link": "链接（先选中文字）",
    "italic": "斜体",
    "ordered list": "编号列表",
    "paragraph": "段落样式：正文",
    "redo": "重做",
    "remove link": "去掉链接",
    "undo": "撤销",
    "unordered list": "列表",
  };
  Object.assign(django.catalog, words);

  const translate = (root) => {
    for (const element of root.querySelectorAll("[title], [aria-label]")) {
      for (const attribute of ["title", "aria-label"]) {
        const word = words[element.getAttribute(attribute)];
        if (word) element.setAttribute(attribute, word);
      }
    }
    for (const element of root.querySelectorAll("option, .prose-menubar__option > *")) {
      // Only what changes is written: each write is a mutation that calls this function again.
      const said = element.textContent;
      if (!words[said]) continue;
      if (element.tagName === "OPTION") element.value = said;
      element.textContent = words[said];
    }
  };

  /**
   * Pasted HTML without the attributes that the Content Security Policy forbids: the browser would
   * complain of each while the editor reads it. What may stay is decided on the server.
   */
  const withoutForbidden = (html) =>
    html.replace(/<[^>]+>/g, (tag) =>
      tag.replace(/\s(?:style|on\w+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi, ""));

  /**
   * Pasted HTML whose line breaks end paragraphs, as on the server (richtext.py): the editor, which
   * knows no line breaks, would make a space of each. After the last one comes nothing.
   */
  const inParagraphs = (html) =>
    html.replace(/<br\b[^<>]*>(?!(?:\s|<\/[^>]*>|<!--[^>]*-->)*$)/gi, "</p><p>");

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent ?? "");
    editor.setOptions({
      editorProps: {
        ...editor.options.editorProps,
        transformPastedHTML: (html) => inParagraphs(withoutForbidden(html)),
        // A line break, as people make one in Word, is a paragraph's end here too.
        handleKeyDown: (view, { key, shiftKey, isComposing }) =>
          key === "Enter" && shiftKey && !isComposing && editor.commands.enter(),
      },
    });
    // Gone back to, the browser puts what was typed into the hidden field, not into the editor.
    const began = textarea.value;
    window.addEventListener("pageshow", () => {
      if (textarea.value !== began) editor.commands.setContent(textarea.value);
    }, { once: true });
    const box = editor.view.dom.parentElement;
    editor.on("create", () => {
      const menu = box.querySelector(".prose-menubar");
      translate(menu);
      // The menu shows the paragraph's style by a fresh copy of a button.
      new MutationObserver(() => translate(menu)).observe(menu, { childList: true, subtree: true });
      // It shows by a class alone which buttons are off: said to who does not see it, too.
      const tellOff = () => {
        for (const button of menu.querySelectorAll("button")) {
          button.ariaDisabled = button.classList.contains("disabled");
        }
      };
      editor.on("transaction", tellOff); // after the buttons' own
      tellOff();
    });
    // Dialogs are added beside the text.
    new MutationObserver(() => box.querySelectorAll(".prose-editor-dialog").forEach(translate))
      .observe(box, { childList: true });
  });
}
