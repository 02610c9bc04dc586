import type { InstanceUid } from "../instance-uid.js";
import type { Schedule } from "../platform.js";
import { FAREWELL_TIMEOUT_MS } from "./types.js";
import type { Way } from "./way.js";

/** A last message and whose it is. */
export interface LastWord {
  readonly message: Uint8Array;
  readonly instanceUid: InstanceUid;
}

/**
 * Ends a connection in order that another one has replaced: the last word once the answer under way is in,
 * then a Close. What it still says is not heard. Cut after FAREWELL_TIMEOUT_MS.
 */
export function retire(way: Way, lastWord: LastWord | undefined, schedule: Schedule): void {
  const cancel = schedule.after(FAREWELL_TIMEOUT_MS, () => way.cut());
  const end = () => {
    if (lastWord) way.connection.send(lastWord.message, lastWord.instanceUid);
    way.connection.close();
  };
  let ending = !way.connection.busy;
  const whenFree = () => {
    if (ending) return;
    ending = true;
    end();
  };
  way.listener = {
    opened: () => undefined,
    received: whenFree,
    drained: whenFree,
    closed: cancel,
  };
  if (ending) end();
}
