// Tells the server once which zone the visitor is in. Where this very page shows hours ([data-hours]) and the server
// knew no zone yet, they are asked for again, and what was ticked meanwhile stays so.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const known = document.documentElement.dataset.zone;

async function refresh() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !page.documentElement.dataset.zone) return;
  for (const area of document.querySelectorAll("[data-hours][id]")) {
    const fresh = page.getElementById(area.id);
    if (!fresh) continue;
    for (const box of area.querySelectorAll("input:checked")) fresh.querySelector(`[value="${box.value}"]`)?.setAttribute("checked", "");
    area.replaceChildren(...fresh.childNodes);
  }
  document.dispatchEvent(new Event("hours"));
}

if (timeZone && timeZone !== known) {
  document.cookie = `zone=${timeZone}; path=/; samesite=lax; max-age=31536000`;
  if (!known && document.querySelector("[data-hours]") && document.cookie.includes("zone=")) refresh();
}
