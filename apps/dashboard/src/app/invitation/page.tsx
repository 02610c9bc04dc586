import type { Metadata } from "next";
import { InvitationPage } from "../../first-run/invitation-page";
import "../../styles/pages/door.css";

export const metadata: Metadata = { title: "Choose your password" };

export default function Page() {
  return <InvitationPage />;
}
