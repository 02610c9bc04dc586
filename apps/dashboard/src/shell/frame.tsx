"use client";
import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import { AskHost } from "../approvals/ask-host";
import { GlassBanner } from "../approvals/glass-banner";
import { Button } from "../parts/button";
import { Toasts } from "../parts/toast";
import { Brand } from "./brand";
import { NotLiveBanner } from "./live-line";
import { Nav } from "./nav";
import { useGoKeys } from "./use-go-keys";

const Palette = dynamic(() => import("../parts/palette").then((part) => part.Palette), {
  ssr: false,
});
const KeysDialog = dynamic(() => import("./keys-dialog").then((part) => part.KeysDialog), {
  ssr: false,
});

/** Skip link, nav and sheet. */
export function Frame({ children }: { children: ReactNode }) {
  const [navOpen, setNavOpen] = useState(false);
  const [over, setOver] = useState<"palette" | "keys" | null>(null);
  useGoKeys(() => setOver("keys"));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOver((now) => (now === "palette" ? null : "palette"));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <div className={navOpen ? "app nav-open" : "app"}>
        <header className="topbar">
          <Button
            kind="ghost"
            icon="menu"
            aria-label="Menu"
            aria-controls="nav"
            aria-expanded={navOpen}
            onClick={() => setNavOpen(!navOpen)}
          />
          <Brand />
          <Button
            kind="ghost"
            icon="search"
            aria-label="Find or do"
            onClick={() => setOver("palette")}
          />
        </header>
        <Nav
          onFind={() => setOver("palette")}
          onKeys={() => setOver("keys")}
          onGone={() => setNavOpen(false)}
        />
        <main className="sheet" id="main" tabIndex={-1}>
          <NotLiveBanner />
          <GlassBanner />
          {children}
        </main>
      </div>
      <Toasts />
      <AskHost />
      {over === "palette" ? <Palette onClose={() => setOver(null)} /> : null}
      {over === "keys" ? <KeysDialog onClose={() => setOver(null)} /> : null}
    </>
  );
}
