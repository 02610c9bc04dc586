import type { Secret } from "@fleethub/api";
import type { SecretView } from "@fleethub/control-plane";
import { timeOf } from "./time.js";

/** A secret as everybody may see it. */
export function presentSecret({ record, agents, configurations }: SecretView): Secret {
  const { name, description, reach, version, createdBy } = record;
  return {
    name,
    description,
    reach,
    agents,
    configurations: [...configurations],
    valueChangedAt: timeOf(record.valueChangedAt),
    version,
    createdAt: timeOf(record.createdAt),
    createdBy,
    changedAt: timeOf(record.changedAt),
  };
}
