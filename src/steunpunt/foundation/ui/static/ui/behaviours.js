// Small behaviours, each tied to a data attribute. Without this file every page still works.
"use strict";

// data-menu: a <details> that closes on Escape, on a click elsewhere, and when focus leaves it.
function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (menu !== except) menu.open = false; });
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = document.querySelector("details[data-menu][open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  }
  const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
  const wantsSearch = (event.key === "/" && !isTyping) || (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey));
  const search = document.querySelector("[data-search]");
  if (wantsSearch && search) { event.preventDefault(); search.focus(); search.select(); }
});

// data-suggest: a search box with suggestions under it. Arrows walk through them, Escape closes, leaving closes.
function suggestions(box) { return box.querySelector(".search-suggestions"); }
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-suggest]");
  if (!box) return;
  const stops = [box.querySelector("[data-search]"), ...suggestions(box).querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && stops.length > 1) {
    event.preventDefault();
    stops[(stops.indexOf(event.target) + step + stops.length) % stops.length].focus();
  }
  if (event.key === "Escape" && stops.length > 1) { suggestions(box).replaceChildren(); stops[0].focus(); }
});
document.addEventListener("focusin", (event) => {
  document.querySelectorAll("[data-suggest]").forEach((box) => { if (!box.contains(event.target)) suggestions(box).replaceChildren(); });
});
document.addEventListener("click", (event) => {
  document.querySelectorAll("[data-suggest]").forEach((box) => { if (!box.contains(event.target)) suggestions(box).replaceChildren(); });
});

// A form that changes something is sent once by a double click: the second answer would hide what the first one did.
const TWICE_WITHIN = 1500;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (Date.now() - Number(form.dataset.sentAt || 0) < TWICE_WITHIN) event.preventDefault();
  else form.dataset.sentAt = Date.now();
});
// Back in a page that the browser kept, a form can be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => { delete form.dataset.sent; delete form.dataset.sentAt; });
});

function enhance(root) {
  // data-submit: a choice that sends its form at once.
  root.querySelectorAll("select[data-submit]").forEach((select) => {
    select.addEventListener("change", () => select.form.requestSubmit());
  });
  // data-once: a form that is sent once, however often its button is clicked.
  root.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
  });
  // data-focus: what must be heard first, such as a summary of errors.
  const first = root.querySelector("[data-focus]");
  if (first) first.focus();
  // data-narrow: a long list of boxes that typing narrows; what is chosen always stays in view.
  // With data-one-by-one on its boxes nobody chooses many of them in one go.
  root.querySelectorAll("fieldset[data-narrow]").forEach(narrow);
  // The same on a field with one choice of very many: while something is typed, the choice stands open beneath it.
  root.querySelectorAll("div[data-narrow] > select:not([multiple])").forEach(narrowOne);
  // data-chart: drawn by Vega from the specification that stands beside it.
  if (window.vegaEmbed) root.querySelectorAll("[data-chart]:empty").forEach(draw);
}

// How numbers on axes are written; English is what the library does by itself.
const NUMBERS = {
  nl: { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""] },
  fr: { decimal: ",", thousands: "\u00a0", grouping: [3], currency: ["", " €"] },
};

function narrow(set) {
  const boxes = [...set.querySelectorAll("input[type=checkbox]")];
  if (boxes.length < 16) return;
  const rows = boxes.map((box) => ({ box, row: box.closest("div"), text: box.closest("label").textContent.toLowerCase() }));
  const list = rows[0].row.parentElement;
  list.classList.add("long-choice");
  const field = Object.assign(document.createElement("input"), { type: "search", placeholder: set.dataset.narrow });
  field.setAttribute("aria-label", set.dataset.narrow);
  const all = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: set.dataset.narrowAll });
  const count = Object.assign(document.createElement("output"), { className: "field-help" });
  const show = () => {
    const words = field.value.trim().toLowerCase();
    rows.forEach(({ box, row, text }) => { row.hidden = !box.checked && !text.includes(words); });
    count.textContent = `${boxes.filter((box) => box.checked).length} ${set.dataset.narrowCount}`;
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  list.addEventListener("change", () => { count.textContent = `${boxes.filter((box) => box.checked).length} ${set.dataset.narrowCount}`; });
  all.addEventListener("click", () => {
    rows.forEach(({ box, row }) => { if (!row.hidden) box.checked = true; });
    show();
  });
  const tools = Object.assign(document.createElement("div"), { className: "long-choice-tools" });
  tools.append(field, ...("oneByOne" in boxes[0].dataset ? [] : [all]), count);
  list.before(tools);
  show();
}

function narrowOne(select) {
  const options = [...select.options];
  if (options.length < 40) return;
  const field = Object.assign(document.createElement("input"), { type: "search", className: "narrow-one", placeholder: select.parentElement.dataset.narrow });
  field.setAttribute("aria-label", field.placeholder);
  field.setAttribute("autocomplete", "off");
  const show = () => {
    const words = field.value.trim().toLowerCase(), chosen = select.value;
    const shown = options.filter((option) => option.value === chosen || option.text.toLowerCase().includes(words));
    select.replaceChildren(...shown);
    select.value = chosen;
    if (words) select.size = Math.max(2, Math.min(8, shown.length)); else select.removeAttribute("size");
  };
  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  const close = () => { field.value = ""; show(); };
  select.addEventListener("click", () => { if (select.size > 1) close(); });
  select.addEventListener("keydown", (event) => { if (event.key === "Enter" && select.size > 1) { event.preventDefault(); close(); } });
  select.addEventListener("blur", () => { if (field.value) close(); });
  select.before(field);
}

function draw(place) {
  const spec = JSON.parse(document.getElementById("chart-spec-" + place.dataset.chart).textContent);
  window.vegaEmbed(place, spec, { actions: false, ast: true, renderer: "svg", defaultStyle: false, tooltip: false, logLevel: 1, formatLocale: NUMBERS[document.documentElement.lang] })
    .catch((problem) => console.error(problem));
}

document.addEventListener("DOMContentLoaded", () => enhance(document));
document.addEventListener("htmx:afterSwap", (event) => enhance(event.target));
