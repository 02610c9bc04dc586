"use client";
import { useState } from "react";
import { useKeys } from "../data/keys";
import { useMay } from "../data/session";
import { BulkBar } from "../parts/bulk-bar";
import { Button } from "../parts/button";
import { Locked } from "../parts/locked";
import { Dialog } from "../parts/dialog";
import { type Selection, selectedCount } from "../parts/fleet-grid/selection";
import { Menu } from "../parts/menu";
import { plural } from "../words/format";
import { askBulk, type BulkAct, type BulkTarget, dryRunOf, runBulk } from "./bulk";
import {
  LazyHeartbeatDialog,
  LazyLabelDialog,
  LazyMoveDialog,
  LazyOwnMetricsDialog,
  LazyPinDialog,
  LazyRevokeDialog,
  LazyVariableForMany,
} from "./lazy";

interface Asked {
  readonly act: BulkAct;
  readonly title: string;
  readonly what: string;
  readonly button: string;
  readonly done: string;
  readonly danger?: boolean;
}

const ASKS = {
  restart: {
    act: { verb: "restart" },
    title: "Restart",
    what: "Each Collector stops and starts once; senders retry for the seconds in between.",
    button: "Restart",
    done: "Asked for a restart:",
  },
  rotate: {
    act: { verb: "rotate-credential" },
    title: "Exchange the credentials of",
    what: "Each is offered another one; what it comes with stays good until it has come with the new one. Those that take no credential of their own are refused and stay as they are.",
    button: "Exchange those of",
    done: "Offered another credential to",
  },
  readmit: {
    act: { verb: "readmit" },
    title: "Readmit",
    what: "Each may enrol anew with the next valid token that it shows; nobody is disconnected.",
    button: "Readmit",
    done: "Readmitted",
  },
  forget: {
    act: { verb: "forget" },
    title: "Forget",
    what: "Their records, labels and history go. Agents that are connected are refused. One that reports again is a new agent.",
    button: "Forget",
    done: "Forgot",
    danger: true,
  },
} as const satisfies Record<string, Asked>;

/** The bulk bar of the inventory with its dialogs. */
export function BulkActions(props: {
  target: BulkTarget;
  reach: string;
  loaded: number;
  onSelection: (selection: Selection) => void;
}) {
  const { target } = props;
  const [open, setOpen] = useState<
    "label" | "pin" | "move" | "variable" | "own-metrics" | "heartbeat" | "revoke" | Asked | null
  >(null);
  const n = selectedCount(target.selection, target.total);
  const may = useMay();
  const locked = may("agents.write");
  const lockedOut = may("credentials.write");
  const clear = () => props.onSelection({ kind: "uids", uids: new Set() });
  useKeys({ Escape: clear, a: () => document.querySelector<HTMLElement>(".bulk .btn")?.focus() });
  const run = async (act: BulkAct, done: string) => {
    setOpen(null);
    if ((await runBulk(target, act, done)) && act.verb === "forget") clear();
  };
  return (
    <>
      <BulkBar
        count={n}
        reach={props.reach}
        all={target.selection.kind === "uids" && n < target.total ? target.total : null}
        onAll={() => props.onSelection({ kind: "all" })}
        onClear={clear}
      >
        <Locked action="agents.write">
          <Button size="sm" icon="config" onClick={() => setOpen("pin")}>
            Pin configuration
          </Button>
        </Locked>
        <Locked action="agents.write">
          <Button size="sm" icon="tag" className="hide-narrow" onClick={() => setOpen("label")}>
            Label
          </Button>
        </Locked>
        <Locked action="agents.write">
          <Button
            size="sm"
            icon="undo"
            className="hide-narrow"
            onClick={() => setOpen(ASKS.restart)}
          >
            Restart
          </Button>
        </Locked>
        <Menu
          label="More actions"
          size="sm"
          above
          items={[
            {
              label: "Move to group",
              icon: "groups",
              waitsFor: locked,
              run: () => setOpen("move"),
            },
            {
              label: "Give a variable a value",
              icon: "tag",
              waitsFor: locked,
              run: () => setOpen("variable"),
            },
            {
              label: "Own metrics",
              icon: "pulse",
              waitsFor: locked,
              run: () => setOpen("own-metrics"),
            },
            {
              label: "Heartbeat",
              icon: "pulse",
              waitsFor: locked,
              run: () => setOpen("heartbeat"),
            },
            {
              label: "Approve",
              icon: "ok",
              waitsFor: may("agents.approve"),
              run: () => void run({ verb: "approve" }, "Approved"),
            },
            {
              label: "Offer again",
              icon: "send",
              waitsFor: locked,
              run: () => void run({ verb: "offer-again" }, "Offered again to"),
            },
            {
              label: "Ask for full state",
              icon: "pulse",
              waitsFor: locked,
              run: () => void run({ verb: "refresh" }, "Asked for full state:"),
            },
            {
              label: "Lift pin or hold",
              icon: "lock",
              waitsFor: locked,
              run: () => void run({ verb: "unpin" }, "Lifted pin or hold of"),
            },
            {
              label: "Exchange credentials",
              icon: "key",
              waitsFor: lockedOut,
              run: () => setOpen(ASKS.rotate),
            },
            {
              label: "Readmit",
              icon: "ok",
              waitsFor: lockedOut,
              run: () => setOpen(ASKS.readmit),
            },
            {
              label: "Revoke",
              icon: "lock",
              danger: true,
              waitsFor: lockedOut,
              run: () => setOpen("revoke"),
            },
            {
              label: "Forget",
              icon: "x",
              danger: true,
              waitsFor: locked,
              run: () => setOpen(ASKS.forget),
            },
          ]}
        />
      </BulkBar>
      {open === "label" ? (
        <LazyLabelDialog
          whom={plural(n, "agent")}
          dry={(labels) => dryRunOf(target, { verb: "label", input: { labels } })}
          onClose={() => setOpen(null)}
          onLabels={(labels) => void run({ verb: "label", input: { labels } }, "Labelled")}
        />
      ) : null}
      {open === "pin" ? (
        <LazyPinDialog
          whom={plural(n, "agent")}
          reach={props.reach}
          dry={(input) => dryRunOf(target, { verb: "pin", input })}
          onClose={() => setOpen(null)}
          onPin={(input) => void run({ verb: "pin", input }, "Pinned")}
        />
      ) : null}
      {open === "move" ? (
        <LazyMoveDialog
          whom={plural(n, "agent")}
          dry={(group) => dryRunOf(target, { verb: "move-to-group", input: { group } })}
          onClose={() => setOpen(null)}
          onGroup={(group) =>
            void run({ verb: "move-to-group", input: { group } }, `Moved to ${group}:`)
          }
        />
      ) : null}
      {open === "variable" ? (
        <LazyVariableForMany
          whom={plural(n, "agent")}
          dry={(variables) => dryRunOf(target, { verb: "label", input: { variables } })}
          onClose={() => setOpen(null)}
          onValue={(variables) =>
            void run({ verb: "label", input: { variables } }, "Gave the value to")
          }
        />
      ) : null}
      {open === "own-metrics" ? (
        <LazyOwnMetricsDialog
          whom={plural(n, "agent")}
          onClose={() => setOpen(null)}
          onConnection={(input) =>
            void run({ verb: "connection", input }, "Asked about own metrics:")
          }
        />
      ) : null}
      {open === "heartbeat" ? (
        <LazyHeartbeatDialog
          whom={plural(n, "agent")}
          seconds={null}
          onClose={() => setOpen(null)}
          onConnection={(input) => void run({ verb: "connection", input }, "Heartbeat decided for")}
        />
      ) : null}
      {open === "revoke" ? (
        <LazyRevokeDialog
          title={`Revoke ${plural(n, "agent")}?`}
          button={`Revoke ${plural(n, "agent")}`}
          revoke={(reason) => askBulk(target, { verb: "revoke", input: { reason } }, "Revoked")}
          onClose={() => setOpen(null)}
        >
          <p className="soft">
            {props.reach} Connections end within a second, and nothing that these agents hold opens
            the door again until they are readmitted. Their Collectors go on with what they run.
          </p>
        </LazyRevokeDialog>
      ) : null}
      {open !== null && typeof open === "object" ? (
        <Dialog
          title={`${open.title} ${plural(n, "agent")}?`}
          onClose={() => setOpen(null)}
          onSubmit={() => void run(open.act, open.done)}
          acts={
            <>
              <Button onClick={() => setOpen(null)}>Cancel</Button>
              <Button kind={open.danger ? "danger-solid" : "primary"} type="submit">
                {open.button} {plural(n, "agent")}
              </Button>
            </>
          }
        >
          <p className="soft">
            {props.reach} {open.what}
          </p>
        </Dialog>
      ) : null}
    </>
  );
}
