/**
 * Every form of the newsroom's desk: nothing typed is lost by leaving or by a login that expired,
 * and autocompletes have names.
 */
"use strict";
{
  const SENT = "这张表刚才已经存过一次，再存会多出一份一样的。要改刚才存的，请从列表里打开它。仍要再存一份吗？";

  /** Why saving would lose what is typed, in words; empty if it would not. */
  const whyNotNow = async (here) => {
    const opens = async (address) =>
      (await fetch(address, { method: "HEAD", redirect: "manual", cache: "no-store" })).ok;
    // The form of a row is asked for itself: a colleague may have deleted the row.
    const isOfRow = document.body.matches(".change-form:not(.add-form)");
    try {
      if (await opens(isOfRow ? location.href : here)) return "";
      return isOfRow && (await opens(here))
        ? "没有保存：这一条刚被同事删除，或者您不能再改它。您写的都还在，请把要留下的复制出来，另外新建一条。"
        : "登录已经过期，没有保存；您写的都还在。请在新窗口里登录，再回到这里点“保存”。";
    } catch {
      return "连不上服务器，没有保存；您写的都还在。请过一会儿再点“保存”。";
    }
  };

  const complain = (form, sentence) => {
    form.querySelector(".unsaved")?.remove();
    const note = document.createElement("p");
    note.className = "errornote unsaved";
    note.setAttribute("role", "alert");
    note.textContent = sentence;
    form.querySelector(".submit-row").prepend(note);
  };

  /** Ask before leaving a form with changes that are not saved. */
  const guard = (form) => {
    // A form that came back with errors holds text that is nowhere else.
    let isChanged = Boolean(form.querySelector(".errornote"));
    const note = () => {
      isChanged = true;
    };
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    // A form that knows better: everything was undone.
    form.addEventListener("desk:unchanged", () => {
      isChanged = false;
    });
    django.jQuery(form).on("change", note);
    document.addEventListener("formset:removed", note);
    // Enter in the time of publication means the button beside it, not the form's first.
    form.querySelector("[name=publish_at]")?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.querySelector("[name=_schedule]").click();
    });
    const here = document.getElementById("menu")?.dataset.here;
    // A small window for a related row has no menu, and asks no questions.
    const beginning = here ? "typing" : "reached";
    let stage = beginning;
    form.addEventListener("submit", async (event) => {
      if (stage === "reached") {
        stage = "sent";
        isChanged = false;
        // “Back” leads to this form as it was, with nothing to tell that it has been saved.
        if (document.body.matches(".add-form")) history.replaceState({ isSent: true }, "");
        return;
      }
      event.preventDefault();
      const button = event.submitter;
      const isSaved = !button?.hasAttribute("formaction");
      // The second of two quick clicks would save everything twice.
      if (stage !== "typing") return;
      if (!isSaved && isChanged && !window.confirm("有改动还没有保存，这样会丢失。仍要继续吗？")) return;
      if (history.state?.isSent && !window.confirm(SENT)) return;
      stage = "asking";
      const hindrance = await whyNotNow(here);
      if (hindrance) {
        stage = "typing";
        complain(form, hindrance);
        return;
      }
      // A login in another window has changed the token.
      const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
      if (token) form.elements.csrfmiddlewaretoken.value = token[1];
      stage = "reached";
      form.requestSubmit(button);
    });
    window.addEventListener("pageshow", () => {
      stage = beginning;
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

  /** A letter typed on a closed autocomplete opens it, and lands in its search. */
  const openByTyping = (event) => {
    const box = event.target.closest?.(".select2-container:not(.select2-container--open)");
    const select = box?.previousElementSibling;
    // One for several rows has its search in itself.
    if (!select?.matches("select.admin-autocomplete:not([multiple])")) return;
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    // Space opens it anyway. What an input method took goes on in the search that it finds open.
    const isTyped = event.key.length === 1 && event.key !== " ";
    if (isTyped || event.key === "Process") django.jQuery(select).select2("open");
  };

  /** To what is wrong, or to the first field of an empty form; not while somebody types. */
  const goToFirstField = () => {
    const wrong = document.querySelector("form .errorlist");
    const { activeElement: active, body } = document;
    if (active !== body && !(wrong && active.autofocus)) return;
    if (wrong?.matches(".nonfield, .nonform") && !wrong.closest(".row")) {
      // Said of no single field, it must be read itself before the form is saved again.
      wrong.tabIndex = -1;
      wrong.focus({ preventScroll: true });
    } else {
      const place = wrong?.parentElement ?? document.querySelector(".add-form #content-main form");
      const fields = ":is(input:not([type=hidden], [name$=-DELETE], .row-order), select, textarea):not(:disabled)";
      [...(place?.querySelectorAll(fields) ?? [])].find((field) => field.offsetParent)?.focus();
    }
    wrong?.scrollIntoView({ block: "center" });
  };

  const begin = () => {
    goToFirstField();
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
    document.addEventListener("keydown", openByTyping);
  };

  // jQuery's queue: after Django's own scripts have drawn the autocompletes.
  window.addEventListener("load", () => django.jQuery(begin));
}
