import type { AgentCredentials } from "@fleethub/api";

/** How an agent may come back that one of its credentials was taken from. */
export function afterRevocation(
  of: Pick<AgentCredentials, "credentials" | "enrolment">,
  revoked: string,
): string {
  if (of.credentials.some(({ id, state }) => id !== revoked && state !== "offered"))
    return "The agent stays admitted and comes back with the other one that it has.";
  if (of.enrolment !== null)
    return `The agent stays admitted: it comes back with its enrolment token ${of.enrolment}, a supervisor when it is restarted, and is then offered another. Whoever took the enrolment token too comes back as well: then revoke that, or the agent.`;
  return "The agent has nothing else to come with: readmit it afterwards, and give it an enrolment token.";
}
