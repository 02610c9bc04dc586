/** Why somebody is not let in. A closed set that knows no surface. */
export type RefusalCode =
  | "no-credential"
  | "malformed"
  | "unknown-token"
  | "expired"
  | "used-up"
  | "revoked-token"
  | "revoked-agent"
  | "revoked-credential"
  | "replaced"
  | "other-agent";

/** Who is not let in and why, for the log of the agent and for the operator. */
export interface EnrolmentRefusal {
  readonly code: RefusalCode;
  /** What happened and what to do, in one or two sentences without a secret. */
  readonly message: string;
}

const SENTENCES: { readonly [Code in RefusalCode]: string } = {
  "no-credential":
    "This hub takes nobody without a credential. Put an enrolment token into the Authorization header; the connect page of the hub makes one.",
  malformed:
    "The Authorization header is not as this hub gives them. Write `Bearer`, a blank and the whole token.",
  "unknown-token":
    "This hub does not know the credential. Look whether it was copied whole and is of this hub; else use a new enrolment token.",
  expired:
    "The enrolment token is past its time, and did not let this instance UID in before. Use a new enrolment token.",
  "used-up":
    "The enrolment token has let in as many agents as it may, and this instance UID was none of them. Use a new enrolment token; an agent that gets a new instance UID at every start needs a fixed one.",
  "revoked-token":
    "The enrolment token was revoked. Use another one; an agent that it let in before has to be readmitted first.",
  "revoked-agent":
    "This agent was revoked. An operator can readmit it; until then it is not let in, whatever it comes with.",
  "revoked-credential":
    "This credential was revoked. The agent may come with another one of its own, or with its enrolment token; a supervisor does so once it is restarted.",
  replaced:
    "This credential was replaced by a newer one that the agent has used since. Two processes may be running with it; start this one with an enrolment token.",
  "other-agent":
    "This credential belongs to another agent than this instance UID. Give each agent its own storage folder; to let this agent enrol with another token, an operator readmits it.",
};

/** @param detail a fact that belongs to it, such as the reason that was given; a sentence of its own */
export function refusal(code: RefusalCode, detail = ""): EnrolmentRefusal {
  return { code, message: detail === "" ? SENTENCES[code] : `${SENTENCES[code]} ${detail}` };
}

/** An agent that has enrolled came with nothing. */
export const ENROLLED_AGENT =
  "This instance UID belongs to an agent that has enrolled: it has to come with its credential.";
