// Boards chosen on the map and in the list stay the same choice: a click on land ticks its boards, a tick colours the land.
"use strict";
const choose = document.querySelector("[data-choose]");
if (choose) {
  const boxes = [...choose.querySelectorAll("input[data-land]")];
  const colour = () => choose.querySelectorAll("[data-key]").forEach((land) => {
    land.classList.toggle("map-picked", boxes.some((box) => box.checked && box.dataset.land === land.dataset.key));
  });
  choose.addEventListener("click", (event) => {
    const land = event.target.closest("[data-key]");
    if (!land) return;
    const here = boxes.filter((box) => box.dataset.land === land.dataset.key);
    const isOn = here.some((box) => box.checked);
    here.forEach((box) => { box.checked = !isOn; });
    colour();
  });
  choose.addEventListener("change", colour);
  colour();
}
