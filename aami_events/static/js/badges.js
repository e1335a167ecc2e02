// While a badge is being designed, it is drawn beside the form as it will be printed, a moment after each change.

const form = document.querySelector("#design[data-preview]");
const seen = form?.querySelector("[data-seen]"), told = form?.querySelector("[data-told]");
const WAIT = 400;
let asked = 0, timer;

async function draw() {
  const number = ++asked;
  const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (number !== asked || !answer) return;
  if (!answer.ok) {
    told.textContent = answer.status === 422 ? await answer.text() : "";
    return;
  }
  told.textContent = "";
  const reader = new FileReader(), blob = await answer.blob();
  reader.onload = () => {
    let picture = seen.querySelector("img");
    if (!picture) seen.replaceChildren((picture = new Image()));
    picture.src = reader.result;
  };
  reader.readAsDataURL(blob);
}

form?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(draw, WAIT);
});
