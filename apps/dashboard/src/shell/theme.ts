/** Switches between light and dark, and keeps the choice for this browser. */
export function toggleTheme(): void {
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const next = (root.dataset["theme"] ?? system) === "dark" ? "light" : "dark";
  root.dataset["theme"] = next;
  try {
    localStorage.setItem("fleethub.theme", next);
  } catch {
    // A private window keeps nothing; the choice holds for this page.
  }
}
