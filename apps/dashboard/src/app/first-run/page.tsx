import type { Metadata } from "next";
import { FirstRunPage } from "../../first-run/first-run-page";
import "../../styles/pages/door.css";

export const metadata: Metadata = { title: "Set up" };

export default function Page() {
  return <FirstRunPage />;
}
