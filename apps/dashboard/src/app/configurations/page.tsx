import type { Metadata } from "next";
import { ConfigurationsPage } from "../../configurations/configurations-page";
import "../../styles/pages/configuration.css";

export const metadata: Metadata = { title: "Configurations" };

export default function Page() {
  return <ConfigurationsPage />;
}
