import { afterAll, beforeAll, describe } from "vitest";
import { accountsContract } from "./accounts.js";
import { agentReadersContract } from "./agent-readers.js";
import { approvalsContract } from "./approvals.js";
import { auditContract } from "./audit.js";
import { breachesContract } from "./breaches.js";
import { changeLogContract } from "./change-log.js";
import { commitsContract } from "./commits.js";
import { configurationsContract } from "./configurations.js";
import { enrolmentContract } from "./enrolment.js";
import { facetsContract } from "./facets.js";
import { groupsContract } from "./groups.js";
import { identityContract } from "./identity.js";
import { leasesContract } from "./leases.js";
import { membershipContract } from "./membership.js";
import { policiesContract } from "./policies.js";
import { renderingsContract } from "./renderings.js";
import { reportsContract } from "./reports.js";
import { retentionContract } from "./retention.js";
import { rolloutHistoryContract } from "./rollout-history.js";
import { rolloutMembersContract } from "./rollout-members.js";
import { rolloutsContract } from "./rollouts.js";
import { scopesContract } from "./scopes.js";
import { secretsContract } from "./secrets.js";
import type { StorageUnderTest } from "./storage-under-test.js";
import { telemetryContract } from "./telemetry.js";

/**
 * Declares the vitest suite that every storage must pass. `open` is called once and gives an empty storage;
 * tests make rows of their own and look at nobody else's.
 */
export function describeFleetStorage(name: string, open: () => Promise<StorageUnderTest>): void {
  describe(name, () => {
    let storage: StorageUnderTest | undefined;
    const opened = (): StorageUnderTest => {
      if (storage === undefined) throw new Error("The storage did not open.");
      return storage;
    };
    beforeAll(async () => {
      storage = await open();
    });
    afterAll(async () => {
      await storage?.dispose();
    });
    commitsContract(opened);
    reportsContract(opened);
    identityContract(opened);
    configurationsContract(opened);
    renderingsContract(opened);
    policiesContract(opened);
    breachesContract(opened);
    membershipContract(opened);
    groupsContract(opened);
    rolloutsContract(opened);
    rolloutMembersContract(opened);
    rolloutHistoryContract(opened);
    enrolmentContract(opened);
    approvalsContract(opened);
    secretsContract(opened);
    telemetryContract(opened);
    changeLogContract(opened);
    accountsContract(opened);
    agentReadersContract(opened);
    facetsContract(opened);
    scopesContract(opened);
    auditContract(opened);
    leasesContract(opened);
    retentionContract(opened);
  });
}
