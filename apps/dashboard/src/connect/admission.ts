import type { Hub } from "@fleethub/api";

/** What happens to a Collector that connects without an enrolment token, by how the hub admits. */
export function admissionWords(admission: Hub["admission"]): string {
  switch (admission) {
    case "open":
      return "Whoever connects is admitted at once, with a token or without.";
    case "await-approval":
      return "Without a token a new agent is shown at once and waits for approval before anything is offered.";
    case "token":
      return "This hub admits only agents with an enrolment token; all others are answered 401.";
    case "default":
      return "Without a token agents on the hub’s own machine are admitted at once; those on other hosts are shown and wait for approval.";
  }
}
