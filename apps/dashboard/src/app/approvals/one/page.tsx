import type { Metadata } from "next";
import { ApprovalPage } from "../../../approvals/approval-page";
import "../../../styles/pages/approvals.css";

export const metadata: Metadata = { title: "Approval request" };

export default function Page() {
  return <ApprovalPage />;
}
