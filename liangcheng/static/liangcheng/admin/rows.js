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
    const texts = [...row.querySelectorAll("input[type=text], .select2-selection__rendered, select")]
      .map((field) => (field.tagName === "SELECT" ? "" : field.value || field.title || ""));
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
    const onMove = (event) => {
      for (const other of rowsOf(group)) {
        if (other === row) continue;
        const box = other.getBoundingClientRect();
        const middle = box.top + box.height / 2;
        const isBelow = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (isBelow && event.clientY > middle) other.after(row);
        if (!isBelow && event.clientY < middle) {
          other.before(row);
          break;
        }
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
    row.querySelector(".row-move")?.remove();
    row.prepend(tools);
    const [handle, up, down] = tools.children;
    handle.addEventListener("pointerdown", (event) => drag(group, row, handle, event));
    up.addEventListener("click", () => moveBy(group, row, -1, up));
    down.addEventListener("click", () => moveBy(group, row, 1, down));
  };

  /** The next page number in the style of the last: 05 after 04, A4 after A3. */
  const countOn = (text) =>
    text.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, "0"));

  window.addEventListener("load", () => {
    document.body.append(live);
    for (const group of document.querySelectorAll(".rows")) {
      group.dataset.rowName = group.dataset.rowName || "";
      const isSortable = group.querySelector(".row-order");
      if (isSortable) {
        group.classList.add("is-sortable");
        rowsOf(group).forEach((row) => equip(group, row));
        number(group, false);
      }
      group.addEventListener("formset:added", (event) => {
        const row = event.target;
        const rows = rowsOf(group);
        const before = rows[rows.indexOf(row) - 1]?.querySelector("[name$=-number]");
        const counted = row.querySelector("[name$=-number]");
        if (before && counted) counted.value = countOn(before.value);
        if (isSortable) {
          equip(group, row);
          number(group, true);
        }
        row.querySelector(".row-fields :is(input:not([type=hidden], .row-order), select, textarea)")?.focus();
      });
    }
    document.addEventListener("formset:removed", () => {
      document.querySelectorAll(".rows.is-sortable").forEach((group) => number(group, true));
    });
  });
}
