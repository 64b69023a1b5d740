// A number with `data-stops` gets a slider beside it: both say the same, and without this script the number alone does.
"use strict";
const said = new Intl.NumberFormat(document.documentElement.lang || "nl");
document.querySelectorAll("input[data-stops]").forEach((number) => {
  const stops = number.dataset.stops.split(" ").map(Number);
  if (stops.length < 2) return;
  const last = stops.length - 1;
  const atEnd = number.dataset.empty === "low" ? 0 : last;
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = 0;
  slider.max = last;
  slider.className = "slider";
  slider.setAttribute("aria-labelledby", `${number.id}-label`);
  const label = document.querySelector(`label[for="${number.id}"]`);
  if (label) label.id = `${number.id}-label`;
  const say = () => slider.setAttribute("aria-valuetext", number.value ? said.format(number.value) : said.format(stops[atEnd]));
  const follow = () => {
    const value = number.value === "" ? stops[atEnd] : Number(number.value);
    slider.value = stops.reduce((best, stop, place) => (Math.abs(stop - value) < Math.abs(stops[best] - value) ? place : best), 0);
    say();
  };
  slider.addEventListener("input", () => {
    const place = Number(slider.value);
    number.value = place === atEnd ? "" : stops[place];
    say();
  });
  number.addEventListener("input", follow);
  number.insertAdjacentElement("beforebegin", slider);
  follow();
});
