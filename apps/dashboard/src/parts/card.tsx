import type { ReactNode } from "react";

/** A titled box. `flush`: the content brings its own padding, under a line. */
export function Card(props: {
  title: ReactNode;
  acts?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`card${props.flush ? " flush" : ""}`}>
      <header>
        <h2>{props.title}</h2>
        {props.acts ? <div className="acts">{props.acts}</div> : null}
      </header>
      {props.flush ? props.children : <div className="body">{props.children}</div>}
    </section>
  );
}
