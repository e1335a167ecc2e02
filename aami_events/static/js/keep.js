// What is typed in a long form stays on this device until it is sent. Nothing [data-private] does, and nothing hidden.

const PREFIX = "aami:form:", DAYS = 7, DAY = 86_400_000;

/** A browser may refuse to keep anything: the form works all the same. */
function store(use) {
  try { return use(localStorage); } catch { return null; }
}

/** Drops what is kept under a key, or under all that begin with it. */
const forget = (key) =>
  store((kept) => Object.keys(kept).filter((name) => name.startsWith(PREFIX + key)).forEach((name) => kept.removeItem(name)));

function recall(key) {
  const found = store((kept) => JSON.parse(kept.getItem(PREFIX + key)));
  if (found && Date.now() - found.at < DAYS * DAY) return found.fields;
  forget(key);
  return null;
}

const controls = (form) =>
  [...form.elements].filter((part) =>
    part.name && !["hidden", "password", "file", "submit", "button"].includes(part.type) && !part.closest("[data-private]"));

function written(form) {
  const fields = {};
  for (const part of controls(form)) {
    const box = part.type === "checkbox" || part.type === "radio";
    if (!box) (fields[part.name] ??= []).push(part.value);
    else if (part.checked) (fields[part.name] ??= []).push(part.value);
  }
  return fields;
}

function fill(form, fields) {
  for (const part of controls(form)) {
    const values = fields[part.name] ?? [];
    if (part.type === "checkbox" || part.type === "radio") part.checked = values.includes(part.value);
    else if (values.length) part.value = values[0];
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

for (const sent of document.querySelectorAll("[data-forget]")) forget(sent.dataset.forget);

for (const form of document.querySelectorAll("form[data-device]")) {
  const key = form.dataset.device, note = form.querySelector("[data-device-note]");
  const fields = form.hasAttribute("data-fresh") ? recall(key) : null;
  if (fields) fill(form, fields);
  note.hidden = false;
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store((kept) => kept.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), fields: written(form) }))), 200);
  });
  form.querySelector("[data-device-forget]").addEventListener("click", () => {
    clearTimeout(timer);
    forget(key);
    form.reset();
    note.hidden = true;
  });
}
