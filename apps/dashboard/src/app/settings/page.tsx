import type { Metadata } from "next";
import { SettingsStart } from "../../settings/settings-start";

export const metadata: Metadata = { title: "Settings" };

export default function Page() {
  return <SettingsStart />;
}
