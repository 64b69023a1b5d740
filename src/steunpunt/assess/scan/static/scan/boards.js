// The boards of a new round: filters by kind, province and partnership above the list, and how many are ticked. A box says
// what it is in `data-kind`, `data-province`, `data-partnership` and `data-words`; without this script the list stands alone.
"use strict";
document.querySelectorAll("template[data-board-tools]").forEach((template) => {
  const boxes = [...template.closest("form").querySelectorAll("input[data-kind]")];
  if (!boxes.length) return;
  // As people type: without capitals and accents, and each word by itself.
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
  const rows = boxes.map((box) => ({ box, row: box.closest("div"), text: plain(`${box.dataset.words} ${box.closest("label").textContent}`) }));
  const list = rows[0].row.parentElement;
  list.classList.add("long-choice");
  list.before(template.content.cloneNode(true));
  const tools = list.previousElementSibling;
  const part = (name) => tools.querySelector(`[data-${name}]`);
  const filters = [...tools.querySelectorAll("select[data-by]")];
  const count = () => {
    const kinds = new Map();
    boxes.filter((box) => box.checked).forEach((box) => kinds.set(box.dataset.words, (kinds.get(box.dataset.words) || 0) + 1));
    part("ticked").textContent = boxes.filter((box) => box.checked).length;
    part("kinds").textContent = kinds.size ? ` (${[...kinds].map(([kind, number]) => `${kind}: ${number}`).join(", ")})` : "";
    part("shown").textContent = rows.filter(({ row }) => !row.hidden).length;
  };
  const show = () => {
    const words = plain(part("words").value).split(/\s+/);
    rows.forEach(({ box, row, text }) => {
      const fits = filters.every((filter) => !filter.value || box.dataset[filter.dataset.by].split(filter.dataset.by === "partnership" ? " " : "\n").includes(filter.value));
      row.hidden = !fits || !words.every((word) => text.includes(word)) || (part("only").checked && !box.checked);
    });
    count();
  };
  tools.addEventListener("input", show);
  part("words").addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  list.addEventListener("change", count);
  tools.querySelectorAll("[data-tick]").forEach((button) => button.addEventListener("click", () => {
    rows.forEach(({ box, row }) => { if (!row.hidden) box.checked = Boolean(button.dataset.tick); });
    show();
  }));
  show();
});
