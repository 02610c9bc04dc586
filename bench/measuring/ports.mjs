// What every bench that starts a hub needs: a free port, and time.
export { freePort } from "../../scripts/launch/free-port.mjs";

export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
