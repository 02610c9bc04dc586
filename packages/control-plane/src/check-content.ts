import {
  CATALOGUE_VERSIONS,
  catalogueVersionOf,
  checkConfig,
  DEFAULT_COLLECTOR_VERSION,
  type Finding,
  loadCatalogue,
  nearestCatalogueVersion,
  type ReportedComponents,
} from "@fleethub/collector-config";

/** Findings for one agent: options by the catalogue of the Collector version that its components tell. */
export async function checkForAgent(
  content: string,
  components: ReportedComponents,
): Promise<readonly Finding[]> {
  const version = catalogueVersionOf(components) ?? DEFAULT_COLLECTOR_VERSION;
  return findingsWith(nearestCatalogueVersion(version), content, { components });
}

/**
 * Findings for whoever may run it, as the newest catalogue has them. An error that another catalogue does not confirm
 * is a warning: what only some agents cannot run keeps nobody from saving it.
 */
export async function checkForAll(content: string): Promise<readonly Finding[]> {
  const [newest = DEFAULT_COLLECTOR_VERSION, ...others] = CATALOGUE_VERSIONS;
  const found = await findingsWith(newest, content, {});
  if (!found.some(isError)) return found;
  const confirmed = await Promise.all(
    others.map(async (version) => {
      const findings = await findingsWith(version, content, {});
      return new Set(findings.filter(isError).map(keyOf));
    }),
  );
  return found.map((finding) =>
    isError(finding) && !confirmed.every((errors) => errors.has(keyOf(finding)))
      ? { ...finding, severity: "warning" }
      : finding,
  );
}

async function findingsWith(
  version: string,
  content: string,
  options: { readonly components?: ReportedComponents },
): Promise<readonly Finding[]> {
  const catalogue = await loadCatalogue(version);
  return checkConfig(content, catalogue === null ? options : { ...options, catalogue }).findings;
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function keyOf({ code, path }: Finding): string {
  return JSON.stringify([code, path]);
}
