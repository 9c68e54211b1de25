/**
 * The admin without eval: the content security policy allows none, so Alpine runs in its CSP build,
 * which finds components by name and evaluates no globals. Loaded before Alpine and app.js of the
 * theme; also sets the theme before the first paint, from the cookie that staff pages use.
 */
const THEME_KEY = "_x_adminTheme";
const YEAR = 365 * 24 * 3600;

function cookieTheme() {
  return document.cookie.match(/(?:^|; )canvass_theme=(light|dark)/)?.[1] ?? "auto";
}

function remember(theme) {
  const kept = theme === "auto" ? "" : theme;
  document.cookie = `canvass_theme=${kept}; path=/; max-age=${kept ? YEAR : 0}; samesite=lax`;
}

function isDark() {
  const theme = cookieTheme();
  return theme === "dark" || (theme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

localStorage.setItem(THEME_KEY, JSON.stringify(cookieTheme()));
document.documentElement.classList.toggle("dark", isDark());

function adminTheme() {
  const data = window.theme();
  const switchTheme = data.switchTheme;
  data.switchTheme = function (theme) {
    switchTheme.call(this, theme);
    remember(theme);
  };
  return data;
}

function adminPage() {
  return {
    activeTab: "",
    window: { location: { pathname: window.location.pathname, search: window.location.search } },
    init() {
      this.activeTab = window.getCurrentTab() || document.body.dataset.firstTab;
    },
  };
}

document.addEventListener("alpine:init", () => {
  window.Alpine.data("theme", adminTheme);
  window.Alpine.data("adminPage", adminPage);
});
