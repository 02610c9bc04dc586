import type { CatalogueComponent } from "../catalogue/catalogue.js";

const HOMES = [
  [
    "github.com/open-telemetry/opentelemetry-collector-contrib/",
    "https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/",
  ],
  [
    "go.opentelemetry.io/collector/",
    "https://github.com/open-telemetry/opentelemetry-collector/tree/",
  ],
] as const;

/** Where a component is described by its maker: its folder at that version, else the page of its Go module. */
export function componentPage({
  module,
  version,
}: Pick<CatalogueComponent, "module" | "version">): string {
  for (const [prefix, home] of HOMES) {
    // Modules of 1.x and modules of 0.x are tagged together; a folder's own tag carries its path.
    if (module.startsWith(prefix))
      return `${home}${module.slice(prefix.length)}/v${version}/${module.slice(prefix.length)}`;
  }
  return `https://pkg.go.dev/${module}@v${version}`;
}
