"use client";
import type { HealthNode } from "@fleethub/api";
import { type KeyboardEvent, useState } from "react";
import { statusMark, statusWord } from "../words/component-status";
import { Age } from "./age";
import { Icon } from "./icon";
import { Mark } from "./mark";

/** The root has the agent's own fields and an empty path. */
export type HealthRoot = Pick<
  HealthNode,
  "path" | "status" | "healthy" | "message" | "since" | "children"
>;

interface Line {
  readonly node: HealthRoot;
  readonly key: string;
  readonly depth: number;
  readonly place: number;
  readonly of: number;
}

/** Names a node among its tree. */
export const keyOf = (node: HealthRoot) => node.path.join("\u0000");

/** Is it, or something below it, not well? */
export function inTrouble(node: HealthRoot): boolean {
  return !node.healthy || node.children.some(inTrouble);
}

/** The deepest first node that is not well: the exact component to look at. */
export function firstTrouble(node: HealthRoot): HealthRoot | undefined {
  for (const child of node.children) {
    const found = firstTrouble(child);
    if (found) return found;
  }
  return node.healthy ? undefined : node;
}

function linesOf(
  root: HealthRoot,
  closed: ReadonlySet<string>,
  onlyTrouble: boolean,
): readonly Line[] {
  const lines: Line[] = [];
  const add = (node: HealthRoot, depth: number, place: number, of: number) => {
    lines.push({ node, key: keyOf(node), depth, place, of });
    if (closed.has(keyOf(node))) return;
    const children = onlyTrouble ? node.children.filter(inTrouble) : node.children;
    for (const [at, child] of children.entries()) add(child, depth + 1, at + 1, children.length);
  };
  add(root, 0, 1, 1);
  return lines;
}

/** The tree of components as reported, after the ARIA practice: arrows move, open and close. */
export function HealthTree(props: {
  root: HealthRoot;
  name: string;
  onlyTrouble: boolean;
  chosen: string;
  onChoose: (node: HealthRoot) => void;
}) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(props.root, closed, props.onlyTrouble);
  const toggle = (key: string, close: boolean) => {
    const next = new Set(closed);
    if (close) next.add(key);
    else next.delete(key);
    setClosed(next);
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const line = lines[at];
    if (!line) return;
    const focus = (to: number) => {
      const target = lines[to];
      if (!target) return;
      props.onChoose(target.node);
      const tree = event.currentTarget.parentElement;
      requestAnimationFrame(() =>
        tree?.querySelectorAll<HTMLElement>('[role="treeitem"]')[to]?.focus(),
      );
    };
    const parent = () => lines.slice(0, at).findLastIndex((other) => other.depth < line.depth);
    const open = line.node.children.length > 0 && !closed.has(line.key);
    if (event.key === "ArrowDown") focus(at + 1);
    else if (event.key === "ArrowUp") focus(at - 1);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(lines.length - 1);
    else if (event.key === "ArrowLeft" && open) toggle(line.key, true);
    else if (event.key === "ArrowLeft") focus(parent());
    else if (event.key === "ArrowRight" && open) focus(at + 1);
    else if (event.key === "ArrowRight") toggle(line.key, false);
    else return;
    event.preventDefault();
  };
  const reachable = lines.some(({ key }) => key === props.chosen)
    ? props.chosen
    : keyOf(props.root);
  return (
    <div className="tree" role="tree" aria-label="Component health">
      {lines.map((line, at) => {
        const { kind, name } = nameOf(line.node, props.name);
        const parent = line.node.children.length > 0;
        const chosen = line.key === props.chosen;
        return (
          <div
            key={line.key}
            className={`n d${Math.min(line.depth, 3)}${chosen ? " on" : ""}`}
            role="treeitem"
            aria-level={line.depth + 1}
            aria-posinset={line.place}
            aria-setsize={line.of}
            aria-selected={chosen}
            aria-expanded={parent ? !closed.has(line.key) : undefined}
            tabIndex={line.key === reachable ? 0 : -1}
            onClick={() => props.onChoose(line.node)}
            onDoubleClick={() => parent && toggle(line.key, !closed.has(line.key))}
            onKeyDown={(event) => onKeyDown(event, at)}
          >
            <span>
              {parent ? (
                <Icon name={closed.has(line.key) ? "right" : "down"} small className="tw" />
              ) : (
                <i className="tw" />
              )}
              <Mark of={statusMark(line.node)} />
              <span className="clip">
                {line.depth === 0 ? <b>{name}</b> : name} <span className="kind">{kind}</span>
              </span>
            </span>
            <span className="w">{statusWord(line.node)}</span>
            <span className="t">{line.node.since ? <Age at={line.node.since} /> : null}</span>
          </div>
        );
      })}
    </div>
  );
}

/** `exporter:otlphttp/tempo` is reported as one name: the kind before the colon, the id after it. */
export function nameOf(
  node: HealthRoot,
  agent: string,
): { readonly kind: string; readonly name: string } {
  const last = node.path.at(-1);
  if (last === undefined) return { kind: "agent", name: agent };
  const [, kind, name] =
    /^(pipeline|receiver|processor|exporter|connector|extension):(.+)$/.exec(last) ?? [];
  return kind && name ? { kind, name } : { kind: "", name: last };
}
