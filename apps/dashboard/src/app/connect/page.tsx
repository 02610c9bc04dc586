import type { Metadata } from "next";
import { ConnectPage } from "../../connect/connect-page";
import "../../styles/pages/connect.css";

export const metadata: Metadata = { title: "Connect" };

export default function Page() {
  return <ConnectPage />;
}
