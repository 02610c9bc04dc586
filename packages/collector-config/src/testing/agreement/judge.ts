import { loadCatalogue } from "../../catalogue/load.js";
import type { Finding } from "../../finding.js";
import { checkConfig } from "../../findings/check-config.js";

/** Version of the Collector that gave the corpus' verdicts. */
const ORACLE = "0.159.0";

/** Our own judgement of a configuration: as for a Collector of the oracle's version, no agent asked. */
export async function judgeRow(): Promise<(text: string) => readonly Finding[]> {
  const catalogue = await loadCatalogue(ORACLE);
  if (catalogue === null) throw new Error(`There is no catalogue of ${ORACLE}.`);
  return (text) => checkConfig(text, { catalogue, version: ORACLE }).findings;
}
