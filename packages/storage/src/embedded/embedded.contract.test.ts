import { describeFleetStorage } from "@fleethub/control-plane/contract";
import { openTestStorage } from "../testing/embedded.js";

describeFleetStorage("the embedded database keeps a fleet", async () => {
  const storage = await openTestStorage();
  return { ...storage, dispose: storage.close };
});
