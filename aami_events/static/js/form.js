// Forms: conditional questions, focus on the summary of errors, one sending at a time, a warning before leaving.

/** Shows each [data-shown-when="field=value|other"]; what is hidden is not sent. Conditions may follow one another. */
function show(form) {
  for (const part of form.querySelectorAll("[data-shown-when]")) {
    const [name, wanted] = part.dataset.shownWhen.split(/=(.*)/s);
    const given = new FormData(form).getAll(name).filter(Boolean);
    part.hidden = wanted ? !given.some((value) => wanted.split("|").includes(value)) : !given.length;
    for (const control of part.querySelectorAll("input, select, textarea")) {
      if (part.hidden && !control.disabled) control.disabled = control.dataset.held = true;
      else if (!part.hidden && control.dataset.held && !control.closest("[hidden]")) {
        control.disabled = false;
        delete control.dataset.held;
      }
    }
  }
}

for (const form of document.querySelectorAll("form:has([data-shown-when])")) {
  form.addEventListener("change", () => show(form));
  form.addEventListener("reset", () => setTimeout(show, 0, form));
  show(form);
}

/** Whether two sides were compared matters once one of them has changed. */
for (const box of document.querySelectorAll("[data-pair] .compare:not([data-uneven])")) {
  const pair = box.closest("[data-pair]");
  box.hidden = true;
  pair.addEventListener("input", () => (box.hidden = false), { once: true });
}

document.querySelector(".summary")?.focus();

const busy = new Map();
function free(form) {
  busy.get(form)?.removeAttribute("aria-busy");
  busy.delete(form);
}
const dirty = new Set();

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) return event.preventDefault();
  event.submitter?.setAttribute("aria-busy", "true");
  busy.set(form, event.submitter);
  dirty.delete(form);
  setTimeout(free, 8000, form); // an answer may be a file, or never come
});
addEventListener("pageshow", () => {
  [...busy.keys()].forEach(free);
  document.querySelectorAll("form:has([data-shown-when])").forEach(show);
});

addEventListener("input", ({ target }) => {
  if (target.form?.matches("[data-keep]")) dirty.add(target.form);
});
addEventListener("beforeunload", (event) => {
  if (dirty.size) event.preventDefault();
});
