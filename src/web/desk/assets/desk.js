// Everything works without this file; with it, progress is live and a form is not sent twice.

// A part of the page that the server keeps up to date.
for (const part of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(part.dataset.live);
  source.addEventListener("message", ({ data }) => {
    part.innerHTML = data;
  });
  source.addEventListener("over", () => source.close());
  addEventListener("pagehide", () => source.close());
}

// Pressed twice is pressed once. The server sees to that as well; this saves its user the question.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// How long a text is while it is written.
for (const field of document.querySelectorAll("[data-counts]")) {
  const shown = document.getElementById(field.dataset.counts);
  const most = Number(field.dataset.most);
  const count = () => {
    shown.textContent = `${field.value.length.toLocaleString("id-ID")} dari ${most.toLocaleString("id-ID")}`;
    shown.classList.toggle("over", field.value.length > most);
  };
  field.addEventListener("input", count);
  count();
}

// Words typed and not sent are not lost by a wrong click.
let typed = false;
for (const form of document.querySelectorAll("form[data-keeps]")) {
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
}
addEventListener("beforeunload", (event) => {
  if (typed) event.preventDefault();
});
