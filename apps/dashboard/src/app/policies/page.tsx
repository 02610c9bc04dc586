import type { Metadata } from "next";
import { PoliciesPage } from "../../policies/policies-page";
import "../../styles/pages/policies.css";
import "../../styles/pages/policies-editor.css";

export const metadata: Metadata = { title: "Policies" };

export default function Page() {
  return <PoliciesPage />;
}
