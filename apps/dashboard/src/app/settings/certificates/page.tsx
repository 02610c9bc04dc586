import type { Metadata } from "next";
import { CertificatesPage } from "../../../settings/certificates/certificates-page";

export const metadata: Metadata = { title: "Certificates" };

export default function Page() {
  return <CertificatesPage />;
}
