// When a passkey cannot be made or used, the page says so: allauth's own script only tells the console.
"use strict";
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const name = event.detail.exception.name;
  const told = document.querySelector(`template[data-passkey-trouble="${name}"]`) || document.querySelector("template[data-passkey-trouble='']");
  const messages = document.getElementById("messages");
  messages.replaceChildren(told.content.cloneNode(true));
  messages.scrollIntoView({ block: "center" });
});
