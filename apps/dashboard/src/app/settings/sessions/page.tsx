import type { Metadata } from "next";
import { SessionsPage } from "../../../settings/sessions/sessions-page";

export const metadata: Metadata = { title: "Account and sessions" };

export default function Page() {
  return <SessionsPage />;
}
