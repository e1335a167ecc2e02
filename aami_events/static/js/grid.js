// The schedule by mouse, touch and keyboard. A session is picked up and put down on a free place; what is sent then is
// the form that people without JavaScript fill in, so that everything is checked, and answered, in one way.
const status = document.getElementById("carrying");
const form = document.getElementById("drop");
const tables = [...document.querySelectorAll("table.hours")];
const said = (key, values) => status.dataset[key].replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
let carried = null;

/** Each table as rows of columns; a cell that spans several stands in each of them. */
const grids = tables.map((table) => {
  const rows = [...table.tBodies[0].rows].map(() => []);
  [...table.tBodies[0].rows].forEach((row, top) => {
    for (const cell of row.cells) {
      let left = 0;
      while (rows[top][left]) left += 1;
      for (let y = 0; y < cell.rowSpan; y += 1) {
        for (let x = 0; x < cell.colSpan; x += 1) if (rows[top + y]) rows[top + y][left + x] = cell;
      }
    }
  });
  return rows;
});

function find(cell) {
  for (const [number, rows] of grids.entries()) {
    for (const [y, row] of rows.entries()) {
      const x = row.indexOf(cell);
      if (x > 0) return { number, y, x };
    }
  }
  return null;
}

function place(cell) {
  const { number, y, x } = find(cell);
  const column = tables[number].tHead.rows[0].cells[x];
  const words = { day: tables[number].dataset.day, time: grids[number][y][0].textContent, room: column.firstChild.textContent.trim() };
  return cell.dataset.session ? said("taken", { ...words, title: cell.dataset.title }) : said("free", words);
}

function tell(text) {
  status.hidden = false;
  status.querySelector("p").textContent = text;
}

function focus(cell) {
  for (const other of document.querySelectorAll("table.hours td[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (carried) tell(place(cell));
}

/** One step over the tables, from the last line of a day to the first of the next. */
function step(cell, down, right) {
  let { number, y, x } = find(cell);
  const rows = grids[number];
  do {
    y += down;
    x += right;
    if (y < 0 || y >= grids[number].length) {
      number += down;
      if (!grids[number]) return null;
      y = down > 0 ? 0 : grids[number].length - 1;
    }
  } while (grids[number][y][x] === cell && (grids[number] === rows || x));
  return x > 0 ? (grids[number][y][x] ?? null) : null;
}

function pick(source) {
  drop();
  carried = source;
  source.classList.add("carried");
  if (source.matches("td")) source.setAttribute("aria-selected", "true");
  tell(said("picked", source.dataset));
}

function drop() {
  carried?.classList.remove("carried");
  carried?.removeAttribute("aria-selected");
  carried = null;
}

function put(cell) {
  if (!cell.dataset.starts) return tell(said("no", {}));
  const [day, time] = cell.dataset.starts.split("T");
  const room = carried.dataset.everywhere === undefined ? cell.dataset.room : "";
  Object.entries({ day, time, room, revision: carried.dataset.revision }).forEach(([name, value]) => (form.elements[name].value = value));
  form.action = form.action.replace(/\/sessions\/\d+\//, `/sessions/${carried.dataset.session}/`);
  form.requestSubmit();
}

function choose(cell) {
  if (carried && carried !== cell && !cell.dataset.session) put(cell);
  else if (carried === cell) cancel();
  else if (cell.dataset.session) pick(cell);
}

function cancel() {
  if (!carried) return;
  const source = carried;
  drop();
  tell(said("back", source.dataset));
  if (source.matches("td")) focus(source);
  else source.querySelector("button").focus();
}

const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return cancel();
  const cell = event.target.closest?.("table.hours td");
  if (!cell || event.target !== cell || event.ctrlKey || event.metaKey || event.altKey) return;
  if (steps[event.key]) {
    const next = step(cell, ...steps[event.key]);
    if (next) focus(next);
  } else if (event.key === "Enter" || event.key === " ") choose(cell);
  else if (event.key.toLowerCase() === "o" && cell.dataset.session) location.assign(cell.querySelector("a").href);
  else return;
  event.preventDefault();
});

for (const cell of document.querySelectorAll("table.hours td")) {
  cell.tabIndex = -1;
  cell.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    focus(cell);
    choose(cell);
  });
  cell.addEventListener("dragover", (event) => {
    if (carried && cell.dataset.starts) event.preventDefault();
    cell.classList.toggle("over", Boolean(carried && cell.dataset.starts));
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    if (carried) put(cell);
  });
}
for (const source of document.querySelectorAll("[data-session]")) {
  source.draggable = true;
  source.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData("text/plain", source.dataset.title);
    event.dataTransfer.effectAllowed = "move";
    pick(source);
  });
}
for (const item of document.querySelectorAll(".waiting [data-session]")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button quiet", textContent: status.dataset.pick });
  button.setAttribute("aria-label", `${status.dataset.pick} – ${item.dataset.title}`);
  button.addEventListener("click", () => {
    pick(item);
    const first = document.querySelector("table.hours td[data-starts]");
    if (first) focus(first);
  });
  item.append(button);
}
for (const table of tables) table.setAttribute("role", "grid");
document.querySelector(".keys").hidden = false;

const back = location.hash.startsWith("#session-") && document.querySelector(`td${location.hash}`);
const first = back || document.querySelector("table.hours td");
if (first) first.tabIndex = 0;
if (back) focus(back);
