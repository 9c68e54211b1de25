// The page on which people browse the API: Swagger UI over our own description, all served from here.
// A token that is signed in with stays in this tab's memory only.

const place = document.querySelector("[data-api-documentation]");

function follow(wish) {
  const chosen = document.documentElement.dataset.theme;
  document.documentElement.classList.toggle("dark-mode", chosen ? chosen === "dark" : wish.matches);
}

if (place) {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  follow(dark);
  dark.addEventListener("change", follow);
  window.SwaggerUIBundle({
    url: place.dataset.apiDocumentation,
    domNode: place,
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    persistAuthorization: false,
    validatorUrl: null,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
  });
}
