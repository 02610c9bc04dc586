import type { Metadata } from "next";
import { RolloutsPage } from "../../rollouts/rollouts-page";
import "../../styles/pages/rollouts.css";

export const metadata: Metadata = { title: "Rollouts" };

export default function Page() {
  return <RolloutsPage />;
}
