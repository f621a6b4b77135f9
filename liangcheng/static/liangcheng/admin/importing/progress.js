/** How far files are read, without a reload; when all are, the page that follows. */

const PAUSE = 700; // milliseconds between two looks
const PATIENCE = 4000; // after one that failed

const place = document.getElementById("progress");
const said = document.getElementById("progress-said");

const show = ({ key, state, label, progress, problem }) => {
  const row = place.querySelector(`[data-file="${key}"]`);
  if (!row) return;
  row.className = `file is-${state}`;
  row.querySelector(".file-state").textContent = state === "reading" && progress ? `${label} ${progress}%` : label;
  const bar = row.querySelector("progress");
  if (bar && progress) bar.value = progress;
  const reason = row.querySelector(".file-problem");
  reason.hidden = !problem;
  reason.textContent = problem;
};

const look = async () => {
  let pause = PAUSE;
  try {
    const answer = await fetch(place.dataset.url, { redirect: "manual", cache: "no-store" });
    // Logged out: the page itself leads to the login, and back.
    if (answer.type === "opaqueredirect") return location.reload();
    const { files, is_reading: isReading } = await answer.json();
    files.forEach(show);
    if (!isReading) {
      said.textContent = "读完了。";
      return location.reload();
    }
  } catch {
    pause = PATIENCE;
  }
  setTimeout(look, pause);
};

setTimeout(look, PAUSE / 2);
