import type { ReactNode } from "react";
import { SettingsFrame } from "../../settings/settings-frame";
import "../../styles/pages/settings.css";

export default function Layout({ children }: { children: ReactNode }) {
  return <SettingsFrame>{children}</SettingsFrame>;
}
