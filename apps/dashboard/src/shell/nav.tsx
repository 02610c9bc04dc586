"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useApprovalsForMe } from "../data/approvals";
import { usePolicyList } from "../data/policies";
import { useFacets } from "../data/queries";
import { useLiveRollouts } from "../data/rollouts";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Link } from "../parts/link";
import { isBroken } from "../policies/standing";
import { count } from "../words/format";
import { Brand } from "./brand";
import { LiveLine } from "./live-line";
import { type Room, ROOMS, SETTINGS } from "./rooms";
import { toggleTheme } from "./theme";
import { Who } from "./who";

/** Where one can go. Below 1180 px a rail of icons, below 720 px opened from the top bar. */
export function Nav(props: { onFind: () => void; onKeys: () => void; onGone: () => void }) {
  const fleet = useFacets("");
  const agents = fleet.data?.total ?? 0;
  const rolling = useLiveRollouts().data ?? 0;
  const asked = useApprovalsForMe().data ?? 0;
  const broken = (usePolicyList().data ?? []).filter(isBroken).length;
  return (
    <nav className="nav" id="nav" aria-label="Main">
      <Brand />
      <button
        type="button"
        className="find"
        onClick={props.onFind}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Icon name="search" small />
        <span className="grow">Find or do</span>
        <kbd>Ctrl K</kbd>
      </button>
      {ROOMS.map(({ heading, rooms }) => (
        <section key={heading} aria-label={heading}>
          <h2>{heading}</h2>
          <ul>
            {rooms.map((room) => (
              <RoomLink key={room.href} room={room} onGone={props.onGone}>
                {room.href === "/agents" && agents > 0 ? (
                  <span className="n">{count(agents)}</span>
                ) : null}
                {room.href === "/rollouts" && rolling > 0 ? (
                  <span className="n go">{count(rolling)} live</span>
                ) : null}
                {room.href === "/approvals" && asked > 0 ? (
                  <span className="n go">{count(asked)} for you</span>
                ) : null}
                {room.href === "/policies" && broken > 0 ? (
                  <span className="n alert">{count(broken)} broken</span>
                ) : null}
              </RoomLink>
            ))}
          </ul>
        </section>
      ))}
      <footer>
        <ul>
          <RoomLink room={SETTINGS} onGone={props.onGone} />
        </ul>
        <LiveLine />
        <div className="who">
          <Who onGone={props.onGone} />
          <button
            type="button"
            className="btn ghost sm icon"
            aria-label="Keys of this page"
            onClick={props.onKeys}
          >
            ?
          </button>
          <Button
            kind="ghost"
            size="sm"
            icon="sun"
            aria-label="Switch between light and dark"
            onClick={toggleTheme}
          />
        </div>
      </footer>
    </nav>
  );
}

/** The way to a room, with the count of what wants somebody there. */
function RoomLink(props: { room: Room; onGone: () => void; children?: ReactNode }) {
  const { href, icon, label } = props.room;
  const here = usePathname().startsWith(href);
  return (
    <li>
      <Link
        href={href}
        title={label}
        aria-current={here ? "page" : undefined}
        onClick={props.onGone}
      >
        <Icon name={icon} />
        {label}
        {props.children}
      </Link>
    </li>
  );
}
