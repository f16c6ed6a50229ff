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

// What is folded is printed open, also by browsers whose style sheets cannot open it.
const folds = (from, to) => document.querySelectorAll(`details.fold${from}`).forEach((fold) => { fold.open = to; fold.toggleAttribute("data-for-print", to); });
window.addEventListener("beforeprint", () => folds(":not([open])", true));
window.addEventListener("afterprint", () => folds("[data-for-print]", false));

// Views of things are gone through by keyboard, from one that has the focus; each stays a link that Tab reaches, too.
const keyed = document.querySelector("[data-keys]");
if (keyed) {
  const within = (part) => [...part.querySelectorAll(".table__title, .month__items a")];
  const parts = [...keyed.querySelectorAll("[data-part]")].map(within).filter((links) => links.length);
  document.querySelectorAll(".keys").forEach((line) => { line.hidden = false; });
  keyed.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = event.target.closest("tr:has(.table__title), li"), all = within(keyed);
    const at = all.findIndex((link) => row?.contains(link));
    if (at < 0) return;
    const part = parts.findIndex((links) => links.includes(all[at])), place = parts[part]?.indexOf(all[at]);
    const beside = (other) => other?.[Math.min(place, other.length - 1)];
    const next = { ArrowDown: all[at + 1], ArrowUp: all[at - 1], Home: all[0], End: all.at(-1), ArrowRight: beside(parts[part + 1]), ArrowLeft: beside(parts[part - 1]) }[event.key];
    const tick = event.key.toLowerCase() === "x" && row.querySelector("input[type=checkbox]");
    if (next || tick) event.preventDefault();
    next?.focus();
    if (tick) tick.click();
  });
}

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

// A page that asks again and again says which version it holds, and is answered with nothing while that is the last one.
const held = new Map();
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const tag = held.get(ctx.request.action);
  if (tag && ctx.sourceElement.hasAttribute("data-held")) ctx.request.headers["If-None-Match"] = tag;
});
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status === 200 && ctx.response.headers.get("ETag")) held.set(ctx.request.action, ctx.response.headers.get("ETag"));
});

// A paragraph that was opened beside the table is marked in it, and read and decided next; the table moves only to show it.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.target?.id !== "beside") return;
  const chosen = document.getElementById("chosen"), row = document.getElementById(chosen.dataset.row), at = window.scrollY;
  const { top } = row?.getBoundingClientRect() ?? {};
  if (row) location.replace(`#${row.id}`);
  if (top >= 0 && top < window.innerHeight) window.scrollTo(window.scrollX, at);
  chosen.focus({ preventScroll: true });
  const address = new URL(location);
  address.searchParams.set("p", chosen.dataset.row);
  history.replaceState(history.state, "", address);
});

// Countdowns: the server says the instant, and its own clock with each new answer; this machine counts. An answer that
// nothing is new leaves the last one standing, which is told as swapped, too: its clock is not read a second time.
let ahead = 0, told = "";
const tell = (seconds) => `${seconds < 0 ? "+" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
const count = () => {
  const now = Date.now() + ahead;
  document.querySelectorAll("[data-ends]").forEach((clock) => {
    const left = Math.round((Date.parse(clock.dataset.ends) - now) / 1000);
    clock.textContent = tell(left);
    clock.toggleAttribute("data-over", left < 0);
  });
  document.querySelectorAll("[data-since]").forEach((clock) => { clock.textContent = tell(Math.max(0, Math.round((now - Date.parse(clock.dataset.since)) / 1000))); });
};
const setClock = () => {
  const server = document.querySelector("[data-server]");
  if (server && server.dataset.server !== told) { told = server.dataset.server; ahead = Date.parse(told) - Date.now(); }
  count();
};
if (document.querySelector("[data-server]")) { setClock(); setInterval(count, 1000); document.addEventListener("htmx:after:swap", setClock); }

// The tab of this page is seen, wherever in its row it stands.
document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
  const row = tab.closest(".tabs");
  row.scrollLeft += Math.max(0, tab.getBoundingClientRect().right - row.getBoundingClientRect().right + 48);
});

// Rows are dragged by their clock; the buttons do the same.
const order = document.querySelector("[data-order]");
if (order) {
  let dragged = null;
  const rowAt = (event) => event.target.closest("[id^=row-]");
  const key = (row) => row ? row.id.slice(4) : "";
  const clear = () => order.querySelectorAll("[data-over]").forEach((row) => row.removeAttribute("data-over"));
  order.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-grip]") ? rowAt(event) : null; });
  order.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    clear();
    row.setAttribute("data-over", "");
  });
  order.addEventListener("dragend", clear);
  order.addEventListener("drop", (event) => {
    const row = rowAt(event);
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    const form = document.getElementById(order.dataset.order);
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "to" });
    field.value = `before:${key(row.previousElementSibling)}:${key(row)}:${key(dragged)}`;
    form.append(field);
    form.requestSubmit();
  });
}
