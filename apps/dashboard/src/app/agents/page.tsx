import type { Metadata } from "next";
import { AgentsPage } from "../../agents/agents-page";
import "../../styles/pages/inventory.css";
import "../../styles/pages/inventory-narrow.css";

export const metadata: Metadata = { title: "Agents" };

export default function Page() {
  return <AgentsPage />;
}
