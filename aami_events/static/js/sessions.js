// Narrows the sessions of a series as one chooses, without asking the server: nothing that was typed is lost.
const form = document.querySelector("form[data-sessions]");

function narrow() {
  const { spoken, at } = Object.fromEntries(new FormData(form));
  let seen = 0;
  for (const choice of document.querySelectorAll("#parts .choice")) {
    const fits = (!spoken || choice.dataset.language.split(" ").includes(spoken)) && (!at || choice.dataset.at === at);
    choice.hidden = !fits && !choice.querySelector("input").checked;
    seen += !choice.hidden;
  }
  const { none, one, many } = form.dataset;
  form.querySelector("[role=status]").textContent = seen === 0 ? none : seen === 1 ? one : many.replace("#", seen);
  document.getElementById("parts-left").textContent = "";
}

if (form) {
  form.querySelector("button").hidden = true;
  form.addEventListener("change", () => {
    narrow();
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = `${location.pathname}${query.size ? "?" : ""}${query}`;
    history.replaceState(null, "", address);
    document.querySelector("form[method=post].ask").action = address;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  document.addEventListener("hours", narrow);
}
