/**
 * Ordered rows of a form: dragged by a handle, or moved with buttons; new rows numbered on.
 *
 * The order is in number inputs (`.row-order`), which are all that is sent. Without this script
 * they are visible and do the same. Works on rows that Django's inlines.js adds later.
 */
"use strict";
{
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("aria-live", "polite");

  const rowsOf = (group) =>
    [...group.querySelectorAll(".row")].filter((row) => !row.classList.contains("empty-form"));

  /** What a row is called: what is typed or chosen in it, or its place. */
  const nameOf = (row) => {
    const texts = [...row.querySelectorAll("input[type=text], .select2-selection__rendered, .field-title a")]
      .map((field) => field.value || field.title || (field.tagName === "A" ? field.textContent : ""));
    return texts.find((text) => text.trim()) || row.getAttribute("aria-label");
  };

  /** Write the order into the inputs, and into what the buttons say. */
  const number = (group, isChange) => {
    const rows = rowsOf(group);
    rows.forEach((row, index) => {
      const input = row.querySelector(".row-order");
      if (isChange && input.value !== String(index + 1)) {
        input.value = index + 1;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
      row.setAttribute("aria-label", `${group.dataset.rowName}${index + 1}`);
      const [up, down] = row.querySelectorAll(".row-move button");
      up.disabled = index === 0;
      down.disabled = index === rows.length - 1;
      up.setAttribute("aria-label", `上移：${nameOf(row)}`);
      down.setAttribute("aria-label", `下移：${nameOf(row)}`);
    });
  };

  const announce = (group, row) => {
    const rows = rowsOf(group);
    live.textContent = `${nameOf(row)}：第 ${rows.indexOf(row) + 1} 位，共 ${rows.length} 位`;
  };

  const moveBy = (group, row, step, button) => {
    const other = rowsOf(group)[rowsOf(group).indexOf(row) + step];
    if (!other) return;
    step < 0 ? other.before(row) : other.after(row);
    number(group, true);
    announce(group, row);
    // At an end the pressed button is disabled: the keyboard goes on with its neighbour.
    (button.disabled ? row.querySelector(".row-move button:not(:disabled)") : button).focus();
  };

  const drag = (group, row, handle, start) => {
    start.preventDefault();
    handle.setPointerCapture(start.pointerId);
    row.classList.add("is-dragged");
    const middle = (other) => {
      const box = other.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    // The others move round the dragged row: taken out of the page, it would lose the pointer.
    const onMove = (event) => {
      const rows = rowsOf(group);
      const place = rows.indexOf(row);
      for (const other of rows.slice(0, place).reverse()) {
        if (event.clientY > middle(other)) break;
        row.after(other);
      }
      for (const other of rows.slice(place + 1)) {
        if (event.clientY < middle(other)) break;
        row.before(other);
      }
    };
    const onEnd = () => {
      handle.removeEventListener("pointermove", onMove);
      handle.removeEventListener("lostpointercapture", onEnd);
      row.classList.remove("is-dragged");
      number(group, true);
      announce(group, row);
    };
    handle.addEventListener("pointermove", onMove);
    // Comes after pointerup and pointercancel alike.
    handle.addEventListener("lostpointercapture", onEnd);
  };

  const equip = (group, row) => {
    const tools = document.createElement("div");
    tools.className = "row-move";
    tools.innerHTML =
      '<span class="row-handle" aria-hidden="true">⠿</span>' +
      '<button type="button">↑</button><button type="button">↓</button>';
    row.prepend(tools);
    const [handle, up, down] = tools.children;
    handle.addEventListener("pointerdown", (event) => drag(group, row, handle, event));
    up.addEventListener("click", () => moveBy(group, row, -1, up));
    down.addEventListener("click", () => moveBy(group, row, 1, down));
  };

  /** The next page number in the style of the last: 05 after 04, A4 after A3. */
  const countOn = (text) =>
    text.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, "0"));

  /** Removing is the last thing in a row, for the keyboard as for the eye. */
  const putRemovalLast = (row) => row.append(row.querySelector(".row-tools"));

  const begin = () => {
    document.body.append(live);
    for (const group of document.querySelectorAll(".rows")) {
      const isSortable = group.querySelector(".row-order");
      rowsOf(group).forEach(putRemovalLast);
      if (isSortable) {
        group.classList.add("is-sortable");
        rowsOf(group).forEach((row) => equip(group, row));
        number(group, false);
      }
      group.addEventListener("formset:added", (event) => {
        const row = event.target;
        putRemovalLast(row);
        const rows = rowsOf(group);
        const before = rows[rows.indexOf(row) - 1]?.querySelector("[name$=-number]");
        const counted = row.querySelector("[name$=-number]");
        if (before && counted) {
          counted.value = countOn(before.value);
          // One editor mostly makes several pages.
          for (const credit of ["responsible_editor", "art_editor"]) {
            const [above, own] = [rows[rows.indexOf(row) - 1], row].map((each) => each.querySelector(`[name$=-${credit}]`));
            own.value ||= above.value;
          }
        }
        if (isSortable) {
          equip(group, row);
          number(group, true);
        }
        // Once Django's autocomplete.js, which hears of the row after this, has drawn its boxes.
        queueMicrotask(() =>
          row.querySelector(".row-fields :is(input:not([type=hidden], .row-order), select, textarea)")?.focus(),
        );
      });
    }
    document.addEventListener("formset:removed", () => {
      document.querySelectorAll(".rows.is-sortable").forEach((group) => number(group, true));
    });
  };

  // jQuery's queue: after Django's inlines.js has put its links into the rows.
  window.addEventListener("load", () => django.jQuery(begin));
}
