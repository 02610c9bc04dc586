import type { Invitation } from "@fleethub/api";

/** An invitation just made, and for whom. */
export interface Invited {
  readonly name: string;
  readonly invitation: Invitation;
}
