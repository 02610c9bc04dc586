import { join } from "node:path";
import type { NextConfig } from "next";
import { startHubRelay } from "./dev/hub-relay";

/** `/parts` and other pages for developers end in `.dev.tsx` and never reach the export. */
const pages = ["tsx", "ts"];
const development = process.env.NODE_ENV === "development";

const config: NextConfig = {
  output: "export",
  outputFileTracingRoot: join(import.meta.dirname, "../.."),
  turbopack: { root: join(import.meta.dirname, "../..") },
  pageExtensions: development ? ["dev.tsx", ...pages] : pages,
  images: { unoptimized: true },
  // `typecheck` judges types, once for the whole house.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  allowedDevOrigins: ["127.0.0.1"],
  // In development the hub answers the API; the export is served by the hub itself.
  ...(development
    ? {
        rewrites: async () => [
          {
            source: "/api/:path*",
            destination: `${await startHubRelay(process.env["FLEETHUB_HUB"] ?? "http://127.0.0.1:3000")}/api/:path*`,
          },
        ],
      }
    : {}),
};

export default config;
