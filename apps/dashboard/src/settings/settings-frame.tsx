"use client";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useKeys } from "../data/keys";
import { useMay } from "../data/session";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";
import { ALL_SECTIONS, SECTIONS } from "./sections";
import { useLiveSettings } from "./parts/use-settings";

/** The list of pages beside the one that is open. What somebody may not read stays in it, with a lock. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const path = usePathname();
  const router = useRouter();
  const may = useMay();
  const list = useRef<HTMLElement>(null);
  useLiveSettings();
  const step = (by: number) => () => {
    const here = ALL_SECTIONS.findIndex(({ href }) => href === path);
    const next = ALL_SECTIONS[(here + by + ALL_SECTIONS.length) % ALL_SECTIONS.length];
    if (next) router.push(next.href);
  };
  useKeys({ "[": step(-1), "]": step(1) });
  // On a narrow screen the list is a strip that scrolls sideways.
  useEffect(() => {
    const strip = list.current;
    if (strip === null) return;
    const here = strip.querySelector(`[href="${path}"]`);
    const sized = new ResizeObserver(() =>
      here?.scrollIntoView({ block: "nearest", inline: "center" }),
    );
    sized.observe(strip);
    return () => sized.disconnect();
  }, [path]);
  return (
    <div className="set">
      <nav className="set-nav" aria-label="Settings" ref={list}>
        {SECTIONS.map(({ heading, sections }) => (
          <section key={heading} aria-label={heading}>
            <h2>{heading}</h2>
            <ul>
              {sections.map(({ label, href, action }) => (
                <li key={href}>
                  <Link href={href} aria-current={href === path ? "page" : undefined}>
                    {label}
                    {action !== null && may(action) !== undefined ? (
                      <>
                        <Icon name="lock" small />
                        <span className="sr">, locked</span>
                      </>
                    ) : null}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="set-page">{children}</div>
    </div>
  );
}
