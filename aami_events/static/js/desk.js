// The desk. The house answers while there is a network; without one this device does, from the list it keeps, and sends
// what was done when the network is back. Every act has a name of its own: sent twice, it is done once.
import { watch } from "./desk-camera.js";
import { DeskStore } from "./desk-store.js";

const desk = document.getElementById("desk"), given = desk.dataset, words = JSON.parse(given.words);
const form = document.getElementById("scan"), field = document.getElementById("code");
const found = document.getElementById("found"), recent = document.getElementById("recent");
const answerBox = document.getElementById("answer"), state = document.getElementById("state");
const WAIT = 4000, EVERY = 5_000, WHOLE = 300_000, SHOWN = 20;
const place = given.place || "0";
let skew = 0; // seconds by which the house's clock is ahead of this device's
let store = null, list = null, people = new Map(), queue = [], csrf = given.csrf, online = true, ended = false, sending = null;

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_all, name) => values[name] ?? "");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const time = (seconds) => new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit", timeZone: given.zone }).format(seconds * 1000);
const now = () => Date.now() / 1000 + skew;
const nonce = () => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** An element with text, never markup: names are people's own. */
function element(tag, text = "", attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// --- The list ---------------------------------------------------------------------------------------------------------
function take(whole) {
  list = whole;
  skew = whole.skew;
  people = new Map(whole.people.map((row) => [row.c, row]));
  for (const row of whole.people) row.f = fold(`${row.n} ${row.o} ${row.c}`);
}

const standing = (row) => row.h?.[place];
function note(row, here, since) { (row.h ??= {})[place] = [here ? 1 : 0, standing(row)?.[1] ?? since]; }

/** What this device would answer; the house has the last word. */
function guess(act) {
  const row = people.get(act.code), there = row && standing(row);
  if (!row) return { answer: "unknown" };
  if (act.act === "out") return { answer: there?.[0] ? "out" : "not_in", row };
  if (there?.[0]) return { answer: "again", row, since: there[1] };
  if (row.s === "cancelled" || row.s === "waiting") return { answer: row.s, row };
  const part = list.places.find((one) => String(one.id) === place);
  if (part?.chosen && !row.t.includes(part.id)) return { answer: "not_chosen", row };
  if (!row.m) return { answer: "online", row };
  return { answer: row.s === "due" ? "due" : "welcome", row };
}

const TONES = { welcome: "good", out: "good", due: "warning", again: "warning", not_in: "warning" };

// --- The network ------------------------------------------------------------------------------------------------------
/** The house does not know whoever serves here any more; or it cannot be reached. Anything else is a fault of ours. */
class SignedOut extends Error {}
class Away extends Error {}

async function ask(address, options = {}) {
  const stop = AbortSignal.timeout(WAIT);
  const asked = { credentials: "same-origin", redirect: "manual", signal: stop, ...options };
  const answer = await fetch(address, asked).catch((refusal) => { throw new Away(refusal.message); });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 || answer.status === 400) throw new SignedOut();
  if (!answer.ok) throw new Away(`status ${answer.status}`);
  csrf = answer.headers.get("X-CSRF-Token") ?? csrf;
  return answer.json();
}

const post = (address, body, type = "application/json") =>
  ask(address, { method: "POST", body, headers: { "Content-Type": type, "X-CSRFToken": csrf } });

async function refresh() {
  const whole = await ask(given.list);
  whole.skew = whole.at - Date.now() / 1000;
  take(whole);
  await store?.keepList(whole, (whole.until - whole.skew) * 1000);
  queue.forEach((one) => apply(one.act));
}

/** Acts are done on the list that is kept, so that the next guess knows of them. */
function apply(act) {
  const row = people.get(act.code);
  if (row && (act.act === "in" || act.act === "out")) note(row, act.act === "in", act.at);
}

function heard(news) {
  const by = new Map(list?.people.map((row) => [row.i, row]));
  for (const one of news) {
    const row = by.get(one.i);
    if (!row) continue;
    (row.h ??= {});
    if (one.h) row.h[String(one.place)] = one.h; else delete row.h[String(one.place)];
  }
}

function send(acts) {
  return post(given.acts, JSON.stringify({ acts, place: place === "0" ? null : Number(place), last: list?.last ?? null }));
}

/** One pass at a time; what was sent is dropped only when it was answered. */
async function flush() {
  if (sending) return sending;
  sending = (async () => {
    try {
      do {
        const some = queue.slice(0, 50), sent = some.map(({ act }) => ({ ...act, offline: true }));
        const told = await send(sent);
        online = true; ended = false;
        for (const one of some) { await store?.drop(one.key); queue.splice(queue.indexOf(one), 1); settled(one.act, told.answers.find((row) => row.nonce === one.act.nonce)); }
        if (list) { heard(told.news); list.last = told.last; }
        counted(told.counts);
      } while (queue.length);
    } catch (refusal) { lost(refusal); }
    finally { sending = null; show(); }
  })();
  return sending;
}

function lost(refusal) {
  if (refusal instanceof SignedOut) ended = true;
  else if (refusal instanceof Away) online = false;
  else throw refusal;
}

/** A line of what was done is told what the house says of it. */
function settled(act, told) {
  const line = recent.querySelector(`[data-nonce="${act.nonce}"]`);
  if (line && told) line.querySelector("small").textContent = told.answer === "refused" ? words.refused : told.settle ? `${told.title} – ${told.hint}` : "";
}

// --- What is done -----------------------------------------------------------------------------------------------------
async function act(code, what = "in", overrule = false) {
  const one = { nonce: nonce(), code, act: what, place: place === "0" ? null : Number(place), at: now(), seq: Date.now() };
  if (overrule) one.overrule = true;
  if (online && !ended && !queue.length) {
    try {
      const told = await send([one]);
      if (list) { heard(told.news); list.last = told.last; }
      counted(told.counts);
      const [first] = told.answers;
      return say(first, one);
    } catch (refusal) { lost(refusal); }
  }
  return keep(one);
}

/** Without a network: this device answers, and what counts is kept until it can be sent. */
async function keep(one) {
  const believed = list ? guess(one) : { answer: "unknown" };
  const counts = ["welcome", "due", "out"].includes(believed.answer) || one.overrule;
  if (counts) await enqueue(one);
  if (counts) apply(one);
  show();
  const row = believed.row;
  say({ nonce: one.nonce, answer: believed.answer, tone: TONES[believed.answer] ?? "wrong", title: words[`answer_${believed.answer}`], hint: counts ? words.believed : words[`hint_${believed.answer}`], since: believed.since ? time(believed.since) : "", person: row ?? null }, one);
}

async function enqueue(one) {
  const kept = { key: `${given.slug}:${String(one.seq).padStart(16, "0")}:${one.nonce}`, act: one };
  queue.push(kept);
  await store?.add(one);
}

async function undo(told) {
  const waiting = queue.find((one) => one.act.nonce === told);
  if (waiting) { queue.splice(queue.indexOf(waiting), 1); await store?.drop(waiting.key); const row = people.get(waiting.act.code); if (row?.h) delete row.h[place]; }
  else {
    const one = { nonce: told, act: "undo", seq: Date.now() };
    try { await send([one]).then((answer) => { if (list) { heard(answer.news); list.last = answer.last; } counted(answer.counts); }); await refresh(); }
    catch (refusal) { lost(refusal); await enqueue(one); }
  }
  const line = recent.querySelector(`[data-nonce="${told}"]`);
  if (line) { line.querySelector("small").textContent = words.undone; line.querySelector("button")?.remove(); }
  answerBox.hidden = true;
  show();
}

// --- What is shown ----------------------------------------------------------------------------------------------------
function say(told, one) {
  const title = element("h2", told.title ?? words.refused);
  if (told.since) title.append(" ", element("small", fill(words.since, { time: told.since })));
  answerBox.className = `answer ${told.tone ?? "wrong"}`;
  answerBox.hidden = false;
  answerBox.replaceChildren(title);
  if (told.person) {
    const name = element("p", "", { class: "answer-name" });
    name.append(element("bdi", told.person.n));
    if (told.person.p) name.append(" ", element("small", told.person.p));
    answerBox.append(name);
    if (told.person.o) { const line = element("p"); line.append(element("bdi", told.person.o)); answerBox.append(line); }
  }
  if (told.hint) answerBox.append(element("p", told.hint, { class: "answer-hint" }));
  const tools = element("div", "", { class: "tools" });
  const counts = ["welcome", "due", "out"].includes(told.answer);
  if (counts) tools.append(button(words.undo, () => undo(told.nonce)));
  if (given.coordinates && ["waiting", "online", "not_chosen"].includes(told.answer)) tools.append(button(words.let_in, () => act(one.code, "in", true)));
  if (told.person) tools.append(element("a", words.correct, { class: "button quiet", href: given.person.replace(/0$/, told.person.i) }));
  answerBox.append(tools);
  if (counts) wrote(told, told.title);
  field.value = "";
  found.replaceChildren();
  field.focus();
}

function button(text, press, kind = "quiet", about = "") {
  const made = element("button", text, { type: "button", class: kind === "as-link" ? kind : `button ${kind}` });
  if (about) made.setAttribute("aria-label", `${text} – ${about}`);
  made.addEventListener("click", press);
  return made;
}

function wrote(told, title) {
  const line = element("li", "", { "data-nonce": told.nonce }), what = element("div");
  what.append(element("time", time(now())), " ");
  if (told.person) what.append(element("bdi", told.person.n), " · ");
  what.append(title, " ", element("small", queue.some((one) => one.act.nonce === told.nonce) ? words.believed : ""));
  line.append(what, button(words.undo, () => undo(told.nonce), "as-link", told.person?.n ?? ""));
  recent.querySelector(".calm")?.remove();
  recent.prepend(line);
  while (recent.children.length > 12) recent.lastElementChild.remove();
}

let figures = { expected: Number(document.getElementById("counts").dataset.expected) }; // what the house counted last

/** Without a network, this device counts on. */
function count() {
  if (!list) return;
  const there = list.people.map(standing).filter(Boolean);
  counted({ ...figures, came: there.length, here: there.filter((one) => one[0]).length });
}

function counted(counts) {
  if (!counts) { count(); return; }
  figures = counts;
  const line = document.getElementById("counts");
  line.firstElementChild.textContent = fill(words.counts, counts);
}

function show() {
  if (!online || ended) count();
  const parts = [ended ? words.signed_out : online ? words.online : words.offline];
  if (queue.length) parts.push(fill(words.unsent, { count: queue.length }));
  parts.push(list ? fill(words.age, { time: time(list.at) }) : store ? words.no_list : words.no_store);
  state.hidden = false;
  state.className = `desk-state ${ended ? "wrong" : online ? "good" : "warning"}`;
  state.textContent = parts.join(" · ");
  if (ended) { const link = element("a", words.sign_in, { href: given.signIn }); state.append(" ", link); }
}

function search() {
  const wanted = fold(field.value).split(" ").filter(Boolean);
  if (!list || !wanted.length) { found.replaceChildren(); return []; }
  const fits = list.people.filter((row) => wanted.every((word) => row.f.startsWith(word) || row.f.includes(` ${word}`)));
  const box = element("ul", "", { class: "desk-list", role: "list" });
  for (const row of fits.slice(0, SHOWN)) {
    const line = element("li"), who = element("div"), there = standing(row);
    who.append(element("bdi", row.n));
    if (row.p) who.append(" ", element("small", row.p));
    if (row.o) who.append(element("br"), element("bdi", row.o));
    if (row.s === "cancelled" || row.s === "waiting") who.append(" ", element("span", words[`answer_${row.s}`], { class: `mark ${row.s === "cancelled" ? "wrong" : "waiting"}` }));
    line.append(who);
    if (there?.[0]) { const tools = element("div", "", { class: "tools" }); tools.append(element("span", fill(words.since, { time: time(there[1]) }), { class: "hint" }), button(words.out, () => act(row.c, "out"), "quiet", row.n)); line.append(tools); }
    else line.append(button(words.in, () => act(row.c), "", row.n));
    box.append(line);
  }
  found.replaceChildren(fits.length ? box : element("p", words.nobody, { class: "calm" }));
  if (fits.length > SHOWN) found.append(element("p", fill(words.more, { count: fits.length - SHOWN }), { class: "hint" }));
  return fits;
}

const plain = (text) => text.trim().replace(/\/+$/, "").split(/[/=]/).at(-1).replace(/[\s–-]/g, "").toUpperCase().slice(0, 12);
const isCode = (text) => /^[2-9A-HJ-NP-Z]{8}$/.test(plain(text)) && (people.has(plain(text)) || !/\s/.test(text.trim()));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value;
  if (!text.trim()) return;
  if (!list && online) { form.submit(); return; }
  const fits = people.has(plain(text)) ? [] : search();
  if (isCode(text) && !fits.length) act(plain(text));
  else if (fits.length === 1 && !standing(fits[0])?.[0]) act(fits[0].c);
});
field.addEventListener("input", search);

/** Whether the house is there to answer. */
async function reached() {
  if (queue.length) await flush();
  else await send([]).then(() => { online = true; ended = false; }, lost);
  return online && !ended && !queue.length;
}

// --- Somebody without a registration ----------------------------------------------------------------------------------
const walkIn = document.querySelector("#walk-in form");
walkIn.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await reached()) { walkIn.submit(); return; } // the house answers, with every check that it makes
  if (!walkIn.elements.name.value.trim()) { walkIn.elements.name.focus(); return; }
  const fields = new FormData(walkIn), one = { nonce: nonce(), act: "walk_in", place: place === "0" ? null : Number(place), at: now(), seq: Date.now() };
  for (const name of ["name", "email", "organisation", "category", "language"]) one[name] = fields.get(name) ?? "";
  await enqueue(one);
  walkIn.reset();
  walkIn.closest("details").open = false;
  show();
  say({ nonce: one.nonce, answer: "welcome", tone: "good", title: words.answer_welcome, hint: words.walk_in, person: { n: one.name, o: one.organisation } }, one);
});

// --- The camera -------------------------------------------------------------------------------------------------------
const view = document.getElementById("view"), camera = document.getElementById("camera");
let watching = null;
camera.hidden = !navigator.mediaDevices?.getUserMedia;
camera.addEventListener("click", async () => {
  watching = new AbortController();
  view.hidden = false;
  const read = (picture) => post(given.frame, picture, "image/jpeg").then((told) => told.code);
  try { await watch(view.querySelector("video"), read, (code) => act(plain(code)), watching.signal); }
  catch { view.hidden = true; say({ nonce: "", answer: "", tone: "warning", title: words.camera_off }, {}); }
});
document.getElementById("camera-off").addEventListener("click", () => { watching?.abort(); view.hidden = true; });

// --- Beginning and end ------------------------------------------------------------------------------------------------
document.getElementById("leave").addEventListener("submit", async (event) => {
  if (queue.length && !confirm(fill(words.wipe, { count: queue.length }))) { event.preventDefault(); return; }
  event.preventDefault();
  await store?.wipe();
  navigator.serviceWorker?.controller?.postMessage({ forget: true });
  event.target.submit();
});
for (const one of recent.querySelectorAll("form")) one.addEventListener("submit", (event) => { event.preventDefault(); const line = event.target.closest("li"); line.dataset.nonce = event.target.elements.nonce.value; if (!line.querySelector("small")) line.firstElementChild.append(" ", element("small")); undo(line.dataset.nonce); event.target.remove(); });
document.getElementById("place").addEventListener("change", (event) => event.target.form.submit());
document.querySelector("[data-plain]").hidden = true;
addEventListener("online", () => { online = true; flush(); });
addEventListener("offline", () => { online = false; show(); });

async function keepPage() {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(given.worker, { scope: given.here });
    const { active } = await navigator.serviceWorker.ready;
    const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((address) => new URL(address).pathname.startsWith("/static/"));
    const shell = new URL(given.here, location.origin), kept = new MessageChannel();
    shell.searchParams.set("shell", "1");
    if (given.place) shell.searchParams.set("place", given.place);
    kept.port1.onmessage = () => { desk.dataset.kept = "1"; };
    active.postMessage({ keep: [...new Set([shell.href, ...parts])] }, [kept.port2]);
  } catch { /* a page that cannot be kept works as long as it stays open */ }
}

store = await DeskStore.open(given.slug);
queue = (await store?.queued()) ?? [];
const kept = await store?.list();
if (kept) { take(kept); queue.forEach((one) => apply(one.act)); }
show();
try { await refresh(); } catch (refusal) { lost(refusal); }
await flush();
desk.dataset.ready = "1";
keepPage();
let ticks = 0; // browsers do not always say that the network is back: who has something to send asks more often
setInterval(() => { ticks += 1; if (queue.length || !online || ticks % 3 === 0) flush(); }, EVERY);
setInterval(() => { if (online && !ended) refresh().then(show, lost); }, WHOLE);
