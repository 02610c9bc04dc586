import type { ReactNode } from "react";

/** Title, one quiet sentence, and the page's actions. */
export function PageHead(props: {
  title: string;
  sub?: ReactNode;
  lined?: boolean;
  before?: ReactNode;
  acts?: ReactNode;
}) {
  return (
    <header className={props.lined ? "page-head lined" : "page-head"}>
      {props.before}
      <h1>{props.title}</h1>
      {props.sub ? <span className="sub">{props.sub}</span> : null}
      <div className="acts">{props.acts}</div>
    </header>
  );
}
