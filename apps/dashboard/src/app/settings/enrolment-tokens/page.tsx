import type { Metadata } from "next";
import { EnrolmentTokensPage } from "../../../settings/enrolment-tokens/enrolment-tokens-page";

export const metadata: Metadata = { title: "Enrolment tokens" };

export default function Page() {
  return <EnrolmentTokensPage />;
}
