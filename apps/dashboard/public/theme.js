// Before the first paint: the theme that this browser was asked to keep.
try {
  const theme =
    new URLSearchParams(location.search).get("theme") ?? localStorage.getItem("fleethub.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A private window keeps nothing; the system's theme holds.
}
