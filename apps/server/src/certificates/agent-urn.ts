/** What certificates of agents name them by: their id, which no rename changes. */
export const AGENT_URN = "urn:fleethub:agent:";
