import type { Metadata } from "next";
import { PoliciesPage } from "../../policies/policies-page";
import "../../styles/pages/policies.css";

export const metadata: Metadata = { title: "Policies" };

export default function Page() {
  return <PoliciesPage />;
}
