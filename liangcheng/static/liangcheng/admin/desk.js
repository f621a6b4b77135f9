/**
 * Every form of the newsroom's desk: nothing typed is lost by leaving, and autocompletes have names.
 */
"use strict";
{
  /** Ask before leaving a form with changes that are not saved. */
  const guard = (form) => {
    // A form that came back with errors holds text that is nowhere else.
    let isChanged = Boolean(form.querySelector(".errornote"));
    const note = () => {
      isChanged = true;
    };
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    django.jQuery(form).on("change", note);
    document.addEventListener("formset:removed", note);
    form.addEventListener("submit", (event) => {
      const isSaved = !event.submitter?.hasAttribute("formaction");
      if (isSaved || !isChanged || window.confirm("有改动还没有保存，撤回后会丢失。仍要撤回吗？")) {
        isChanged = false;
      } else {
        event.preventDefault();
      }
    });
    window.addEventListener("beforeunload", (event) => {
      if (isChanged) event.preventDefault();
    });
  };

  /** Select2 draws its own box: give it the label of the field it stands for. */
  const name = (select) => {
    const label = select.labels?.[0];
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (!label || !box) return;
    label.id = label.id || `${select.id}_label`;
    const chosen = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", [label.id, chosen.id].filter(Boolean).join(" "));
    if (chosen.id) chosen.setAttribute("aria-labelledby", label.id);
    box.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
  };

  document.addEventListener("prose-editor:ready", (event) => {
    const { editor, textarea } = event.detail;
    editor.view.dom.setAttribute("aria-label", textarea.labels[0]?.textContent ?? "");
  });

  const begin = () => {
    document.querySelectorAll("select.admin-autocomplete").forEach(name);
    document.querySelectorAll("form[method=post]:has(.submit-row)").forEach(guard);
    document.addEventListener("formset:added", (event) => {
      event.target.querySelectorAll("select.admin-autocomplete").forEach(name);
    });
    django.jQuery(document).on("select2:open", (event) => {
      // Select2 opens, but leaves the keyboard where it was.
      const field = document.querySelector(".select2-container--open .select2-search__field");
      field.setAttribute("aria-label", event.target.labels?.[0]?.textContent ?? "");
      field.focus();
    });
  };

  // jQuery's queue: after Django's own scripts have drawn the autocompletes.
  window.addEventListener("load", () => django.jQuery(begin));
}
