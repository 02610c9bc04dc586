import type { Hub } from "@fleethub/api";

/** What happens to a Collector that connects, by how the hub admits. `closed`: nobody gets in. */
export function admissionWords(admission: Hub["admission"]): {
  readonly closed: boolean;
  readonly words: string;
} {
  switch (admission) {
    case "open":
      return { closed: false, words: "Whoever connects is admitted at once." };
    case "await-approval":
      return {
        closed: false,
        words: "A new agent is shown at once and waits for approval before anything is offered.",
      };
    case "token":
      return {
        closed: true,
        words:
          "This hub admits only agents with an enrolment token and has none, so it refuses everybody. Start it with FLEETHUB_ADMISSION=await-approval.",
      };
    case "default":
      return {
        closed: false,
        words:
          "Agents on the hub’s own machine are admitted at once; those on other hosts are shown and wait for approval.",
      };
  }
}
