"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useKeys } from "../data/keys";
import { Button } from "../parts/button";
import { Toasts } from "../parts/toast";
import { Brand } from "./brand";
import { NotLiveBanner } from "./live-line";
import { Nav } from "./nav";
import { Providers } from "./providers";
import { ROOMS } from "./rooms";

const Palette = dynamic(() => import("../parts/palette").then((part) => part.Palette), {
  ssr: false,
});
const KeysDialog = dynamic(() => import("./keys-dialog").then((part) => part.KeysDialog), {
  ssr: false,
});

const GO_WITHIN_MS = 1_500;

/** Skip link, nav and sheet around every page. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <Frame>{children}</Frame>
    </Providers>
  );
}

function Frame({ children }: { children: ReactNode }) {
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
          {children}
        </main>
      </div>
      <Toasts />
      {over === "palette" ? <Palette onClose={() => setOver(null)} /> : null}
      {over === "keys" ? <KeysDialog onClose={() => setOver(null)} /> : null}
    </>
  );
}

/** `g` then a room's key; `?` for all keys; `y` copies the address. */
function useGoKeys(showKeys: () => void): void {
  const router = useRouter();
  const goUntil = useRef(0);
  const rooms = ROOMS.flatMap(({ rooms }) => rooms);
  const go = (href: string) => () => {
    goUntil.current = 0;
    router.push(href);
  };
  useKeys({
    g: () => {
      goUntil.current = Date.now() + GO_WITHIN_MS;
    },
    "?": showKeys,
    y: () => void navigator.clipboard?.writeText(window.location.href).catch(() => {}),
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (Date.now() > goUntil.current) return;
      const room = rooms.find((one) => one.key === event.key);
      if (room === undefined) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      go(room.href)();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  });
}
