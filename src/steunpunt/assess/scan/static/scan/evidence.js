// A file that is too large stays at its question: the browser says so before it sends anything. `data-most` is the limit
// in megabytes. Without this script the platform refuses the file.
"use strict";
document.querySelectorAll("[data-most]").forEach((place) => {
  const file = place.querySelector("input[type=file]");
  if (!file) return;
  const most = Number(place.dataset.most) * 1024 * 1024;
  file.addEventListener("change", () => {
    const isTooLarge = [...file.files].some((one) => one.size > most);
    file.setCustomValidity(isTooLarge ? place.dataset.mostSaid : "");
    if (isTooLarge) file.reportValidity();
  });
});
