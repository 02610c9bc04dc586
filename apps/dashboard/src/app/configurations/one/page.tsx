import type { Metadata } from "next";
import { ConfigurationPage } from "../../../configurations/configuration-page";
import "../../../styles/pages/pipeline-map.css";
import "../../../styles/pages/configuration.css";

export const metadata: Metadata = { title: "Configuration" };

export default function Page() {
  return <ConfigurationPage />;
}
