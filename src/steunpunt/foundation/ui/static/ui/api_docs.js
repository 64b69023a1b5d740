// The API page: Swagger UI on our own description, asking nobody else.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api-docs");
  window.SwaggerUIBundle({ url: place.dataset.openapi, dom_id: "#api-docs", deepLinking: true, validatorUrl: null });
});
