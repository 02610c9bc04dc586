import type { Catalogue } from "./catalogue.js";
import { readCatalogue } from "./read.js";
import { VERSIONS } from "./versions/index.js";

const loaded = new Map<string, Promise<Catalogue>>();

/**
 * The catalogue of exactly this Collector version (`0.159.0`), or null when there is none: see CATALOGUE_VERSIONS
 * and nearestCatalogueVersion. Loads one module of the package when first asked for; later calls share it.
 */
export function loadCatalogue(version: string): Promise<Catalogue | null> {
  const load = Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
  if (load === undefined) return Promise.resolve(null);
  let catalogue = loaded.get(version);
  if (catalogue === undefined) {
    catalogue = load().then(({ PACKED }) => readCatalogue(PACKED));
    loaded.set(version, catalogue);
    // A browser without network may have it later.
    catalogue.catch(() => loaded.delete(version));
  }
  return catalogue;
}
