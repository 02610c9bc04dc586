import type { Metadata } from "next";
import { AgentPage } from "../../../agent/agent-page";
import "../../../styles/pages/pipeline-map.css";

export const metadata: Metadata = { title: "Agent" };

export default function Page() {
  return <AgentPage />;
}
