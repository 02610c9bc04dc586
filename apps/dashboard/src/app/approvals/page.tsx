import type { Metadata } from "next";
import { ApprovalsPage } from "../../approvals/approvals-page";
import "../../styles/pages/approvals.css";

export const metadata: Metadata = { title: "Approvals" };

export default function Page() {
  return <ApprovalsPage />;
}
