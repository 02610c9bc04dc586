import { problem } from "@fleethub/api";
import { type Handlers, refuse } from "./handler.js";

type Enrolment = Pick<
  Handlers,
  | "listEnrolmentTokens"
  | "createEnrolmentToken"
  | "getEnrolmentToken"
  | "revokeEnrolmentToken"
  | "getCredentials"
  | "rotateCredential"
  | "revokeAgent"
  | "readmitAgent"
>;

const closed = async () => refuse(problem("not-applicable", "This hub keeps no enrolment tokens."));

/** Enrolment tokens, and what agents prove with who they are. */
export function enrolmentHandlers(): Enrolment {
  return {
    listEnrolmentTokens: closed,
    createEnrolmentToken: closed,
    getEnrolmentToken: closed,
    revokeEnrolmentToken: closed,
    getCredentials: closed,
    rotateCredential: closed,
    revokeAgent: closed,
    readmitAgent: closed,
  };
}
