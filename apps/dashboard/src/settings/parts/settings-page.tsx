"use client";
import type { Action } from "@fleethub/fleet/access";
import type { ReactNode } from "react";
import { useMay } from "../../data/session";
import { Empty } from "../../parts/empty";
import { PageHead } from "../../parts/page-head";

/** One page of the settings: what it is for in a sentence, its acts, its content, or who may see it. */
export function SettingsPage(props: {
  title: string;
  what: ReactNode;
  /** Who may read it; absent: everyone signed in. */
  action?: Action;
  acts?: ReactNode;
  children: ReactNode;
}) {
  const may = useMay();
  const denied = props.action === undefined ? undefined : may(props.action);
  return (
    <>
      <PageHead title={props.title} acts={denied === undefined ? props.acts : null} />
      <div className="scroll">
        {denied === undefined ? (
          <div className="pad stack wide-gap set-body">
            <p className="soft set-what">{props.what}</p>
            {props.children}
          </div>
        ) : (
          <Empty title="Locked for you">{denied}</Empty>
        )}
      </div>
    </>
  );
}
