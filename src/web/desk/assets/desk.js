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
  line.setAttribute("role", "status");
  const again = document.createElement("a");
  again.href = "";
  again.textContent = "Muat ulang";
  line.append("Tidak tersambung dengan meja redaksi. Yang tampil mungkin sudah berubah. ", again);
  document.querySelector("header.top").append(line);
}

function found() {
  clearTimeout(lost);
  lost = null;
  document.getElementById("terputus")?.remove();
}

function put(name, data) {
  const part = document.querySelector(`[data-live="${name}"]`);
  if (!part) return;
  const next = document.createElement("template");
  next.innerHTML = data;
  renew(part, next.content);
  follow(part.querySelector("[data-is]")?.dataset.is);
  decided(part.querySelector("[data-waiting]")?.dataset.waiting);
  recount(part.querySelector("[data-marks]")?.dataset.marks);
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
    else same.data = node.data;
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
    for (const button of part.querySelectorAll("button")) button.hidden = over;
  }
}

function say(text) {
  document.getElementById("gangguan")?.remove();
  if (!text) return;
  const box = document.createElement("p");
  box.id = "gangguan";
  box.className = "notice bad toast";
  box.setAttribute("role", "alert");
  box.textContent = text;
  document.body.append(box);
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
      say("Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan lagi; isian Anda tetap di sini.");
    else if (!next.getElementById("menu")) say(refusal(response.status, next));
    else if (form.dataset.part) take(form.dataset.part, next);
    else show(next, response.redirected ? response.url : location.href, form);
  } catch {
    say(
      "Sambungan terputus. Isian Anda tetap di sini; tekan lagi setelah tersambung. Tidak ada yang terkirim dua kali.",
    );
  }
  clearTimeout(patience);
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

// An answer that is no page of the desk takes no page's place: it may be a proxy's.
function refusal(status, next) {
  const ours = next.querySelector("main h1")?.textContent;
  if (ours) return `${ours}: tidak ada yang diubah. Isian Anda tetap di sini.`;
  if (status === 413) return "Isian Anda terlalu panjang, dan tidak disimpan. Persingkat, lalu tekan lagi.";
  return "Jawaban yang datang bukan dari meja redaksi. Isian Anda tetap di sini; coba lagi sebentar lagi.";
}

function take(id, next) {
  const part = next.getElementById(id);
  if (part) document.getElementById(id).innerHTML = part.innerHTML;
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
  said.focus();
}
// What is typed in one form outlasts an act of another, with the version that it was typed over: what a colleague changed meanwhile
// is not overwritten unseen. Where the form is gone, its words stay to be read and copied.
function carry(form) {
  const place = [...document.querySelectorAll("form[data-keeps]")].find(
    ({ action }) => action === form.action,
  );
  const old = form.closest("details") ?? form;
  if (place) place.replaceWith(form);
  else {
    old.classList.add("card");
    old.dataset.over = "";
    document.querySelector("main").append(old);
  }
  for (const button of form.querySelectorAll("button")) button.hidden = !place;
  const closed = form.closest("details");
  if (closed) closed.open = true;
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

// Words typed and not saved are not lost by a wrong click, and are not taken for what would be sent.
let unsaved = false;
function typed(is) {
  unsaved = is;
  for (const hint of document.querySelectorAll("[data-unsaved]")) hint.hidden = !is;
  for (const button of document.querySelectorAll("form[data-as-saved] button")) button.disabled = is;
}
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

let asking;
document.addEventListener("input", ({ target }) => {
  count(target);
  const form = target.closest("form[data-keeps]");
  if (!form) return;
  form.dataset.dirty = "";
  typed(true);
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
  if (!form.dataset.previews || !place || !form.isConnected || form.closest("[data-over]")) return;
  const response = await fetch(form.dataset.previews, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
  }).catch(() => null);
  const seen = response?.ok ? await response.text() : null;
  await pressed?.promise;
  if (seen === null || !form.isConnected || !place.isConnected) return;
  place.innerHTML = seen;
  const doubts = [...place.querySelectorAll(".why")].map((why) => why.cloneNode(true));
  form.querySelector("[data-doubts]")?.replaceChildren(...doubts);
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
  const dirty = document.querySelector("form[data-dirty]"); // words that were refused, or prepared: kept, and still not saved
  typed(dirty !== null);
  if (dirty) void preview(dirty);
  for (const field of document.querySelectorAll("[data-counts]")) count(field);
  for (const button of document.querySelectorAll("[data-takes]")) button.hidden = false;
  document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  goLive();
}
ready();
