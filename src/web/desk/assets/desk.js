// Everything works without this file. With it parts of a page are live, what is being typed is shown as readers would see it, and a form is
// sent once, stays when the connection is lost, and is answered without leaving the page.

let live = null; // one stream for all that is live on the page, and only while somebody looks at it

function goLive() {
  const names = [...document.querySelectorAll("[data-live]")].map((part) => part.dataset.live);
  const { href } = new URL(
    `/hidup?${new URLSearchParams(names.map((name) => ["bagian", name]))}`,
    location.href,
  );
  if (live?.url === href && !document.hidden) return;
  leave();
  if (names.length === 0 || document.hidden) return;
  const source = new EventSource(href);
  for (const name of names) source.addEventListener(name, ({ data }) => put(name, data));
  source.addEventListener("over", () => source.close());
  source.addEventListener("open", found);
  // A line that breaks is made anew by the browser. What a proxy says while the service restarts ends the stream for good.
  source.addEventListener("error", () => {
    lost ??= setTimeout(sayLost, 6_000);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => liveAgain(source), 5_000);
  });
  live = source;
}

function liveAgain(ended) {
  if (live !== ended) return;
  leave();
  goLive();
}

function leave() {
  live?.close();
  live = null;
}
document.addEventListener("visibilitychange", goLive);
addEventListener("pagehide", leave);
addEventListener("pageshow", goLive);

// What stands still because the line is broken, or the session over, is not taken for how things are.
let lost = null;
function sayLost() {
  const line = document.createElement("p");
  line.id = "terputus";
  line.className = "lost";
  const again = document.createElement("a");
  again.href = "";
  again.textContent = "Muat ulang";
  line.append(LOST, again);
  document.querySelector("header.top").append(line);
  tell(LOST);
}
const LOST = "Tidak tersambung dengan meja redaksi. Yang tampil mungkin sudah berubah. ";

function found() {
  clearTimeout(lost);
  lost = null;
  const line = document.getElementById("terputus");
  if (!line) return;
  const focused = line.contains(document.activeElement);
  line.remove();
  if (focused) document.querySelector("main").focus();
  tell("Tersambung lagi dengan meja redaksi.");
}

// For whoever listens. The line is on the page before it says anything: what is put in together with its words is often not read aloud.
let telling;
function tell(words) {
  const line = document.getElementById("kabar");
  if (!line) return;
  line.textContent = words;
  clearTimeout(telling);
  telling = setTimeout(() => (line.textContent = ""), 10_000); // read later, on the way through the page, it may be over
}

function put(name, data) {
  const part = document.querySelector(`[data-live="${name}"]`);
  if (!part) return;
  const next = document.createElement("template");
  next.innerHTML = data;
  inPlace(part, () => {
    renew(part, next.content);
    follow(part.querySelector("[data-is]")?.dataset.is);
    decided(part.querySelector("[data-waiting]")?.dataset.waiting);
    recount(part.querySelector("[data-marks]")?.dataset.marks);
  });
}

// Nobody who works by keyboard or by ear is thrown to the top of the page: where what has the focus goes, the part that changed has it, and
// no button in it, since what took the place of a button may be its opposite.
function inPlace(part, change) {
  const was = document.activeElement;
  const halted = part.querySelector(".halted") !== null;
  change();
  if (halted && !part.querySelector(".halted")) tell("Pengiriman dilanjutkan.");
  else if (!halted && part.querySelector(".halted")) tell("");
  if (!was || was === document.body || (was.isConnected && was.getClientRects().length > 0)) return;
  part.tabIndex = -1;
  part.focus();
}

// How many wait for somebody, wherever that stands.
function recount(marks) {
  for (const [name, text] of Object.entries(JSON.parse(marks ?? "{}")))
    for (const mark of document.querySelectorAll(`[data-mark="${name}"]`)) {
      mark.textContent = text;
      mark.hidden = text === "";
    }
}

// What somebody has decided since stays in its place in the queue, and says so. Of very many, the oldest are not told.
function decided(waiting) {
  if (waiting === undefined) return;
  const ids = waiting.split(" ").map(Number);
  for (const item of document.querySelectorAll("[data-draft]")) {
    const id = Number(item.dataset.draft);
    const over = id >= ids.at(-1) && !ids.includes(id);
    item.classList.toggle("over", over);
    item.querySelector("[data-decided]").hidden = !over;
  }
}

// Puts in what changed, and nothing else: a button that is about to be pressed is the same one when it is, and keeps the focus.
function renew(now, next) {
  let at = now.firstChild;
  const dropTo = (end) => {
    while (at !== end) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  };
  const fresh = [...next.childNodes]; // what is put in leaves the list it came in
  for (const node of fresh) {
    let same = at;
    while (same && node.nodeType === Node.ELEMENT_NODE && !isAlike(same, node)) same = same.nextSibling;
    if (same?.nodeType !== node.nodeType) {
      now.insertBefore(node, at);
      continue;
    }
    dropTo(same);
    if (node.nodeType === Node.ELEMENT_NODE) renew(same, node);
    else if (same.data !== node.data) same.data = node.data; // written anew, an alert is read aloud again
    at = same.nextSibling;
  }
  dropTo(null);
}

// A form is what it does: while it is being sent it has marks of ours.
function isAlike(one, other) {
  if (one.nodeName !== other.nodeName) return false;
  return one.nodeName === "FORM"
    ? one.getAttribute("action") === other.getAttribute("action")
    : one.cloneNode().isEqualNode(other.cloneNode());
}

// What an alert's state no longer allows is not offered. Words that are being typed stay to be read and copied; their buttons go.
function follow(state) {
  if (!state) return;
  for (const part of document.querySelectorAll("[data-while]")) {
    const over = !part.dataset.while.split(" ").includes(state);
    part.hidden = over && !part.querySelector("form[data-dirty]");
    for (const button of part.querySelectorAll("button, a.button")) button.hidden = over; // a link to a field that is gone leads nowhere
  }
}

function say(text, link) {
  document.getElementById("gangguan")?.remove();
  if (!text) return;
  const back = document.activeElement;
  const box = document.createElement("div");
  box.id = "gangguan";
  box.className = "notice bad toast";
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Tutup";
  close.addEventListener("click", () => {
    box.remove();
    if (back?.isConnected) back.focus();
  });
  box.append(words, ...(link ? [link] : []), close);
  document.querySelector("header.top").append(box); // beneath it: what is to be pressed again is often at the bottom
}

// Another tab, since what was typed here is on no other page.
function door() {
  const link = document.createElement("a");
  link.href = "/masuk";
  link.target = "_blank";
  link.textContent = "Masuk di tab baru";
  return link;
}

// One press, one act. The server sees to that as well; this saves its user the question.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "plain" in form.dataset) return;
  event.preventDefault();
  if (!form.dataset.sent) void post(form, event.submitter);
});

async function post(form, submitter) {
  clearTimeout(asking); // what is sent is no longer shown as not sent
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  say("");
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value); // older browsers do not take it as FormData's second argument
  const hangs = new AbortController(); // older browsers have no AbortSignal.timeout
  const patience = setTimeout(() => hangs.abort(), "slow" in form.dataset ? 120_000 : 15_000);
  const waiting = setTimeout(tell, 1_000, UNDER_WAY);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(data),
      signal: hangs.signal,
    });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (response.status >= 500)
      say("Ada gangguan di pihak kami. Isian Anda tetap di sini; coba lagi sebentar lagi.");
    else if (response.status === 401 || new URL(response.url).pathname.startsWith("/masuk"))
      say("Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan lagi; isian Anda tetap di sini.", door());
    else if (!next.getElementById("menu")) say(refusal(response.status, next));
    else if (form.dataset.part) take(form.dataset.part, next);
    else show(next, response.redirected ? response.url : location.href, form);
  } catch {
    say(
      "Sambungan terputus. Isian Anda tetap di sini; tekan lagi setelah tersambung. Tidak ada yang terkirim dua kali.",
    );
  }
  clearTimeout(patience);
  clearTimeout(waiting);
  if (document.getElementById("kabar")?.textContent === UNDER_WAY) tell("");
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

const UNDER_WAY = "Sedang dikirim ke meja redaksi.";

// An answer that is no page of the desk takes no page's place: it may be a proxy's.
function refusal(status, next) {
  const ours = next.querySelector("main h1")?.textContent;
  if (ours) return `${ours}: tidak ada yang diubah. Isian Anda tetap di sini.`;
  if (status === 413) return "Isian Anda terlalu panjang, dan tidak disimpan. Persingkat, lalu tekan lagi.";
  return "Jawaban yang datang bukan dari meja redaksi. Isian Anda tetap di sini; coba lagi sebentar lagi.";
}

function take(id, next) {
  const [part, fresh] = [document.getElementById(id), next.getElementById(id)];
  if (part && fresh) inPlace(part, () => renew(part, fresh));
}

function show(next, url, sent) {
  take("henti", next);
  take("menu", next);
  const others = [...document.querySelectorAll("main form[data-dirty]")].filter((form) => form !== sent);
  document.querySelector("main").replaceWith(next.querySelector("main"));
  for (const form of others) carry(form);
  document.title = next.title;
  const { pathname } = new URL(url);
  shown = pathname;
  if (
    pathname.split("/").length >= location.pathname.split("/").length &&
    pathname.startsWith(location.pathname)
  )
    history.replaceState(null, "", pathname);
  else history.pushState(null, "", pathname);
  scrollTo(0, 0);
  ready();
  const said = document.querySelector("main > .notice") ?? document.querySelector("main");
  said.tabIndex = -1;
  said.removeAttribute("role"); // what gets the focus is read aloud, and not twice
  const faulty = document.querySelector("main [aria-invalid]");
  const closed = faulty?.closest("details");
  if (closed) closed.open = true;
  (faulty ?? said).focus();
}

// What is typed in one form outlasts an act of another. Words that are for readers (data-keeps) stay with the version that they were typed
// over: what a colleague changed meanwhile is not overwritten unseen. Where the form is gone, its words stay to be read and copied.
function carry(form) {
  const place = [...document.querySelectorAll("main form")].find(
    (one) => one.action === form.action && namesIn(one) === namesIn(form),
  );
  if (place && !("keeps" in form.dataset)) fill(place, form);
  else if (place) {
    place.replaceWith(form);
    for (const button of form.querySelectorAll("button")) button.hidden = false;
  } else {
    const old = form.closest("details") ?? form;
    old.classList.add("card");
    old.dataset.over = "";
    document.querySelector("main").append(old);
    for (const button of form.querySelectorAll("button")) button.hidden = true;
  }
  const closed = (form.isConnected ? form : place).closest("details");
  if (closed) closed.open = true;
}

const fieldsIn = (form) => [...form.querySelectorAll("input:not([type=hidden]), textarea, select")];
const namesIn = (form) =>
  fieldsIn(form)
    .map(({ name }) => name)
    .join();

function fill(place, form) {
  const typedIn = fieldsIn(form);
  for (const [i, field] of fieldsIn(place).entries()) {
    field.value = typedIn[i].value;
    field.checked = typedIn[i].checked;
  }
  place.dataset.dirty = "";
}

// Back to another page is a page to be loaded; back from a place on this one is none.
let shown = location.pathname;
addEventListener("popstate", () => {
  if (location.pathname !== shown) location.reload();
});

// What a colleague saved takes the place of what was typed over it.
document.addEventListener("click", ({ target }) => {
  const { takes, words } = target.closest("[data-takes]")?.dataset ?? {};
  const field = document.getElementById(takes ?? "");
  if (!field) return;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});

// A link to a field leads there, also where its form is closed.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  const field = link && document.getElementById(link.hash.slice(1));
  const closed = field?.closest("details");
  if (!closed) return;
  event.preventDefault();
  closed.open = true;
  field.focus();
});

// Words typed and not saved are not lost by a wrong click; words for readers are not taken for what would be sent.
function typed() {
  const is = document.querySelector("main form[data-keeps][data-dirty]") !== null;
  for (const hint of document.querySelectorAll("[data-unsaved]")) hint.hidden = !is;
  for (const button of document.querySelectorAll("form[data-as-saved] button")) button.disabled = is;
}
addEventListener("beforeunload", (event) => {
  if (document.querySelector("main form[data-dirty]")) event.preventDefault();
});

let asking;
document.addEventListener("input", ({ target }) => {
  count(target);
  const { form } = target;
  if (form?.method !== "post" || "plain" in form.dataset) return;
  form.dataset.dirty = "";
  typed();
  if (!form.dataset.previews) return;
  clearTimeout(asking);
  asking = setTimeout(preview, 400, form);
});

// Under a finger that is pressing nothing moves: a press that ends beside its button is none.
let pressed = null;
addEventListener("pointerdown", () => (pressed = Promise.withResolvers()));
for (const end of ["pointerup", "pointercancel"])
  addEventListener(end, () => setTimeout(() => pressed?.resolve())); // the click comes first

async function preview(form) {
  const place = document.getElementById("pratinjau");
  if (!place || !form.isConnected || form.closest("[data-over]")) return;
  const response = await fetch(form.dataset.previews, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  const seen = response?.ok ? await response.text() : null;
  await pressed?.promise;
  if (seen === null || !form.isConnected || !place.isConnected) return;
  place.innerHTML = seen;
  const doubts = document.createElement("div");
  doubts.append(...[...place.querySelectorAll(".why")].map((why) => why.cloneNode(true)));
  const told = form.querySelector("[data-doubts]");
  if (told) renew(told, doubts); // what is doubted still is not read aloud at every pause
}

// How long a text is while it is written.
function count(field) {
  const shown = document.getElementById(field.dataset.counts ?? "");
  if (!shown) return;
  const most = Number(field.dataset.most);
  shown.textContent = `${field.value.length.toLocaleString("id-ID")} dari ${most.toLocaleString("id-ID")}`;
  shown.classList.toggle("over", field.value.length > most);
}

function ready() {
  typed(); // words that were refused, or prepared, are kept, and still not saved
  const dirty = document.querySelector("form[data-previews][data-dirty]");
  if (dirty) void preview(dirty);
  for (const field of document.querySelectorAll("[data-counts]")) count(field);
  for (const button of document.querySelectorAll("[data-takes]")) button.hidden = false;
  document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  goLive();
}
ready();
