// data-seal: before an envelope is sealed, a summary of what goes in it: files that go to the server and come back are lost.
// Without this script the form is sent as it is, and the receipt says what was handed in.
"use strict";
const dialog = document.querySelector("dialog[data-seal]");
const form = dialog && document.querySelector("main form[enctype]");

// As the server reads it; null for what is no number, or can be read in two ways, such as 4.800.
function read(text) {
  let plain = text.replace(/[\s€]/g, "");
  const points = plain.split(".").length - 1;
  if (plain.includes(",")) plain = plain.replaceAll(".", "").replace(",", ".");
  else if (points > 1) plain = plain.replaceAll(".", "");
  else if (points === 1 && /\.\d{3}$/.test(plain) && !plain.startsWith("0.")) return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function size(bytes) {
  const [number, unit] = bytes < 1024 ? [bytes, "bytes"] : bytes < 1048576 ? [bytes / 1024, "kB"] : [bytes / 1048576, "MB"];
  return `${number.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
}

function named(field) {
  const label = field.labels && field.labels[0];
  if (!label) return field.name;
  const own = [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
  return own || label.textContent.trim();
}

function summary() {
  const list = dialog.querySelector("[data-seal-list]");
  const missing = [];
  list.replaceChildren();
  const add = (word, what) => {
    list.append(Object.assign(document.createElement("dt"), { textContent: word }), Object.assign(document.createElement("dd"), { textContent: what }));
  };
  const lots = [...form.querySelectorAll("input[name=lots]")].filter((box) => box.type === "hidden" || box.checked);
  if (lots.length && lots[0].type !== "hidden") add(dialog.dataset.lots, lots.map(named).join("; "));
  const isIn = (field) => lots.some((box) => box.value === field.dataset.lot);
  const totals = new Map();
  [...form.elements].forEach((field) => {
    if (field.type === "file") {
      const files = [...field.files];
      if (files.length) add(named(field), files.map((file) => `${file.name} (${size(file.size)})`).join("; "));
      else if (field.required) missing.push(named(field));
    } else if (field.dataset.lot && isIn(field)) {
      const price = read(field.value);
      if (price === null) missing.push(named(field));
      else totals.set(field.dataset.lot, (totals.get(field.dataset.lot) || 0) + price * Number(field.dataset.counts));
    } else if (field.tagName === "TEXTAREA" && field.value.trim()) add(named(field), field.value.trim().slice(0, 80));
  });
  totals.forEach((total, lot) => add(`${dialog.dataset.total} ${lot}`, `€ ${total.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`));
  const warning = dialog.querySelector("[data-seal-missing]");
  warning.hidden = !missing.length;
  warning.querySelector("[data-seal-what]").textContent = missing.join("; ");
}

if (form && dialog.showModal) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sealed === "yes") { form.dataset.sealed = "sent"; return; }
    event.preventDefault();
    if (form.dataset.sealed) return;
    summary();
    dialog.showModal();
  });
  dialog.querySelector("[data-seal-yes]").addEventListener("click", () => { form.dataset.sealed = "yes"; dialog.close(); form.requestSubmit(); });
  dialog.querySelector("[data-seal-no]").addEventListener("click", () => dialog.close());
  window.addEventListener("pageshow", () => { delete form.dataset.sealed; });
}
