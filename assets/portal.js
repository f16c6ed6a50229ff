// Small conveniences. Every page works without this file.

// A form that was sent is not sent again by a second press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  }
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
});

// Filters apply when a choice is made; the button stays for those without script.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form) form.requestSubmit();
});
document.querySelectorAll("form[data-auto] [data-auto-hide]").forEach((button) => { button.hidden = true; });

// A file that was chosen fills in its name's hint; the text box it replaces steps back.
document.addEventListener("change", (event) => {
  const field = event.target;
  if (field.type === "file" && field.dataset.replaces) {
    const other = document.getElementById(field.dataset.replaces);
    if (other) other.toggleAttribute("readonly", field.files.length > 0);
  }
});

// Unsaved words are not lost by a stray click.
const changed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => { if (changed.size) event.preventDefault(); });
