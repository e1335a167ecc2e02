// Tells the server once that a person reads this page: it is in view and a hand has moved. Mail scanners only fetch it.
const form = document.querySelector("form[data-seen]");
const signs = ["pointermove", "pointerdown", "keydown", "scroll"];

function tell() {
  if (document.visibilityState !== "visible") return;
  for (const sign of signs) removeEventListener(sign, tell);
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true });
}

if (form) for (const sign of signs) addEventListener(sign, tell, { passive: true });
