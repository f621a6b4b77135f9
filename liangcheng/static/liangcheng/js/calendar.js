/**
 * Calendars of issues, `<table data-calendar>`: arrow keys go from day to day that has an issue, and
 * today is marked (here, not on the server: the page is kept in caches overnight). Without this
 * script every day is reached with Tab.
 */
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(); // 2021-04-14

const markToday = (table) => {
  const cell = table.querySelector(`[data-day="${today}"]`);
  if (!cell) return;
  cell.setAttribute("aria-current", "date");
  const word = document.createElement("span");
  word.className = "today";
  word.textContent = "今天";
  cell.append(word);
};

/** One stop for Tab, then arrows: a grid of WAI-ARIA (www.w3.org/WAI/ARIA/apg/patterns/grid/). */
const roving = (table) => {
  const links = [...table.querySelectorAll("a")];
  if (links.length < 2) return;
  const dayOf = (link) => Number(link.closest("td").dataset.day.slice(-2));
  table.setAttribute("role", "grid");

  const stopAt = (link) => {
    for (const one of links) one.tabIndex = one === link ? 0 : -1;
  };
  const step = (from, by) => links[links.indexOf(from) + by];
  /** The link nearest to a week later or earlier, on that side. */
  const week = (from, by) => {
    const goal = dayOf(from) + 7 * by;
    const beyond = links.filter((link) => Math.sign(dayOf(link) - dayOf(from)) === by);
    const far = (link) => Math.abs(dayOf(link) - goal);
    return beyond.reduce((best, link) => (best && far(best) <= far(link) ? best : link), undefined);
  };
  const keys = {
    ArrowLeft: (link) => step(link, -1),
    ArrowRight: (link) => step(link, 1),
    ArrowUp: (link) => week(link, -1),
    ArrowDown: (link) => week(link, 1),
    Home: () => links[0],
    End: () => links.at(-1),
  };

  stopAt(links.find((link) => link.classList.contains("is-latest")) ?? links[0]);
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("a");
    if (!link || !keys[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault(); // at the first and the last, too: the page does not jump away
    const goal = keys[event.key](link);
    if (!goal) return;
    stopAt(goal);
    goal.focus();
  });
};

for (const table of document.querySelectorAll("[data-calendar]")) {
  markToday(table);
  roving(table);
}

// A page kept since yesterday does not say that yesterday is today.
for (const section of document.querySelectorAll(".on-this-day")) {
  section.hidden = section.dataset.day !== today.slice(5);
}
