import type { FleetStorage } from "../ports.js";

/** An empty storage, opened for one run of the contract suite. */
export interface StorageUnderTest extends FleetStorage {
  /** A second set of ports over the same rows, as another hub holds; left out where there is none. */
  readonly another?: FleetStorage;
  /** Ends and removes what was opened. */
  dispose(): Promise<void>;
}

/** How the parts of the suite get at it: it is opened once, before the first test. */
export type Opened = () => StorageUnderTest;
