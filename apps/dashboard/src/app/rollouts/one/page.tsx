import type { Metadata } from "next";
import { RolloutPage } from "../../../rollouts/rollout-page";
import "../../../styles/pages/rollouts.css";

export const metadata: Metadata = { title: "Rollout" };

export default function Page() {
  return <RolloutPage />;
}
