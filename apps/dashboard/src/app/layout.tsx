import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { Shell } from "../shell/shell";
import "../styles/index.css";

export const metadata: Metadata = {
  title: { default: "Fleet Hub", template: "%s · Fleet Hub" },
  description: "Every OpenTelemetry Collector with its health and what it runs",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <script src="/theme.js" />
      </head>
      <body>
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}
