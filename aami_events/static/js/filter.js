// Filters: <form data-filter="results"> refreshes #results as one types or chooses; focus never moves.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const area = () => document.getElementById(form.dataset.filter);
  const said = Object.assign(document.createElement("p"), { role: "status", className: "hint" });
  let timer, asking;
  form.append(said);

  async function refresh() {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const url = `${form.getAttribute("action").split("?")[0]}?${query}`;
    area().setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { signal });
      if (!answer.ok || answer.redirected) throw answer;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      area().replaceChildren(...page.getElementById(form.dataset.filter).childNodes);
      area().removeAttribute("aria-busy");
      said.textContent = area().querySelector("[data-count], caption, h2")?.textContent ?? "";
      history.replaceState(null, "", url);
    } catch {
      if (!signal.aborted) form.submit();
    }
  }

  const soon = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, wait);
  };
  form.addEventListener("input", ({ target }) => soon(target.matches("select, [type=checkbox], [type=radio]") ? 150 : 400));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    soon(0);
  });
}
