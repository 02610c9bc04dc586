"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useGroups } from "../data/groups";
import { usePolicyList } from "../data/policies";
import { useAgents, useConfigurations } from "../data/queries";
import { useMay } from "../data/session";
import { groupHref } from "../groups/addresses";
import { ALL_SECTIONS } from "../settings/sections";
import { standingOf } from "../policies/standing";
import { ALL_ROOMS } from "../shell/rooms";
import { plural } from "../words/format";
import { PRESENCE } from "../words/states";
import { Icon, type IconName } from "./icon";
import { LockedWords } from "./locked";
import { useModal } from "./use-modal";

interface Entry {
  readonly id: string;
  readonly heading: string;
  readonly icon: IconName;
  readonly label: string;
  readonly end: string;
  readonly href: string;
  /** What it needs; it can be gone to, and says there what is locked. */
  readonly locked?: string;
}

const AGENTS_MAX = 6;
const SETTLE_MS = 120;

/** Find an agent, configuration or policy, or go to a room, from the keyboard. */
export function Palette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const ref = useModal();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const entries = useEntries(text.trim());
  const chosen = entries[Math.min(at, entries.length - 1)];
  const open = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    router.push(entry.href);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined)
      setAt((now) => (now + step + entries.length) % Math.max(1, entries.length));
    else if (event.key === "Enter") open(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={ref}
      className="palette"
      aria-label="Find or do"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === ref.current) onClose();
      }}
    >
      <div className="q">
        <Icon name="search" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={chosen ? `palette-${chosen.id}` : undefined}
          aria-label="Find an agent, configuration or policy, or go to a room"
          placeholder="Find an agent, configuration or policy, or go to a room"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
        <kbd>Esc</kbd>
      </div>
      <ul id="palette-list" role="listbox" aria-label="Results">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            aria-selected={entry === chosen}
            data-heading={entries[index - 1]?.heading === entry.heading ? undefined : entry.heading}
            onPointerMove={() => setAt(index)}
            onClick={() => open(entry)}
          >
            <Icon name={entry.icon} />
            <span className="clip">{entry.label}</span>
            <span className="end">
              {entry.locked === undefined ? entry.end : <LockedWords>{entry.locked}</LockedWords>}
            </span>
          </li>
        ))}
      </ul>
      {entries.length === 0 ? <p className="none">Nothing is called “{text.trim()}”</p> : null}
      <footer>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> open
        </span>
      </footer>
    </dialog>
  );
}

function useEntries(text: string): readonly Entry[] {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const word = settled.replace(/["\\]/g, "");
  const agents = useAgents(word === "" ? "" : `"${word}"`, AGENTS_MAX, word !== "");
  const configurations = useConfigurations();
  const policies = usePolicyList();
  const groups = useGroups(text !== "");
  const may = useMay();
  const has = (label: string) => label.toLowerCase().includes(text.toLowerCase());
  return [
    ...(word === "" ? [] : (agents.data?.items ?? [])).map((row) => ({
      id: row.uid,
      heading: "Agents",
      icon: "agents" as const,
      label: row.name,
      end: PRESENCE[row.presence].word,
      href: `/agents/one?uid=${row.uid}`,
    })),
    ...(text === "" ? [] : (groups.data?.items ?? []))
      .filter((one) => has(one.name))
      .map((one) => ({
        id: `g-${one.name}`,
        heading: "Groups",
        icon: "groups" as const,
        label: one.name,
        end: plural(one.agents, "agent"),
        href: groupHref(one.name),
      })),
    ...(text === "" ? [] : (configurations.data?.items ?? []))
      .filter((one) => has(one.name))
      .map((one) => ({
        id: `c-${one.name}`,
        heading: "Configurations",
        icon: "config" as const,
        label: one.name,
        end: `r${one.latestRevision}`,
        href: `/configurations/one?name=${one.name}`,
      })),
    ...(text === "" ? [] : (policies.data ?? []))
      .filter((one) => has(one.title) || has(one.name))
      .map((one) => ({
        id: `p-${one.name}`,
        heading: "Policies",
        icon: "policies" as const,
        label: one.title,
        end: standingOf(one).words,
        href: `/policies?name=${one.name}`,
      })),
    ...ALL_ROOMS.filter((room) => has(room.label)).map((room) => ({
      id: `r-${room.key}`,
      heading: "Go to",
      icon: room.icon,
      label: room.label,
      end: `g ${room.key}`,
      href: room.href,
    })),
    ...(text === "" ? [] : ALL_SECTIONS)
      .filter((section) => has(section.label))
      .map(({ label, href, action }) => {
        const locked = action === null ? undefined : may(action);
        return {
          id: `s-${href}`,
          heading: "Settings",
          icon: "settings" as const,
          label,
          end: "",
          href,
          ...(locked === undefined ? {} : { locked }),
        };
      }),
    ...VIEWS.filter((view) => has(view.label)).map((view) => ({
      ...view,
      heading: "Show",
      end: "",
    })),
  ];
}

const VIEWS: readonly Omit<Entry, "heading" | "end">[] = [
  {
    id: "v-trouble",
    icon: "warn",
    label: "Agents with config trouble",
    href: "/agents?q=sync:failed,rolled-back,drifted,incompatible",
  },
  {
    id: "v-away",
    icon: "offline",
    label: "Agents that are stale or disconnected",
    href: "/agents?q=presence:stale,disconnected",
  },
  {
    id: "v-approval",
    icon: "clock",
    label: "Agents that await approval",
    href: "/agents?q=sync:awaiting-approval",
  },
  {
    id: "v-revoked",
    icon: "lock",
    label: "Agents that are revoked",
    href: "/agents?q=admission:revoked",
  },
  {
    id: "v-expiring",
    icon: "key",
    label: "Agents whose credential is due and not exchanged",
    href: "/agents?q=credential:expiring",
  },
  {
    id: "v-policies",
    icon: "policies",
    label: "Agents that break a policy",
    href: "/agents?q=policy:*",
  },
];
