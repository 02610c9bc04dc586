import { type Draft, tell, wake } from "./draft.js";
import { moment } from "../words.js";
import { windowAt } from "../window/window.js";

/** Whether members may be assigned now as far as the window goes. A change is told once, and wakes the next look. */
export function lookAtWindow(draft: Draft): boolean {
  const { window } = draft.view.spec;
  if (window === null) return true;
  const { open: isOpen, changesAt } = windowAt(window, draft.now);
  if (changesAt !== null) wake(draft, changesAt);
  const word = isOpen ? "open" : "closed";
  if (draft.status.toldWindow === word) return isOpen;
  const isNews = draft.status.toldWindow !== undefined || !isOpen;
  draft.status = { ...draft.status, toldWindow: word };
  const until = changesAt === null ? "" : ` until ${moment(changesAt)}`;
  if (isNews && isOpen) {
    tell(draft, "window-opened", `The maintenance window is open${until}.`);
  } else if (isNews) {
    const text = `The maintenance window is closed${until}. Nobody new is assigned; those in flight finish.`;
    tell(draft, "window-closed", text);
  }
  return isOpen;
}
