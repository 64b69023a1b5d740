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

function draw(place) {
  const spec = JSON.parse(document.getElementById("chart-spec-" + place.dataset.chart).textContent);
  window.vegaEmbed(place, spec, { actions: false, ast: true, renderer: "svg", defaultStyle: false, tooltip: false, logLevel: 1, formatLocale: NUMBERS[document.documentElement.lang] })
    .catch((problem) => console.error(problem));
}

document.addEventListener("DOMContentLoaded", () => enhance(document));
document.addEventListener("htmx:afterSwap", (event) => enhance(event.target));
