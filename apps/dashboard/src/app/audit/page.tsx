import type { Metadata } from "next";
import { AuditPage } from "../../audit/audit-page";
import "../../styles/pages/audit.css";

export const metadata: Metadata = { title: "Audit" };

export default function Page() {
  return <AuditPage />;
}
