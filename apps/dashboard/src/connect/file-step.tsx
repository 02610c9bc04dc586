import type { ReactNode } from "react";
import { YamlLines } from "../parts/code/yaml-lines";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy-button";
import { download } from "./download";

/** One numbered step after the choices. */
export function Step(props: {
  number: number;
  title: string;
  acts?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="step">
      <span className="no">{props.number}</span>
      <div>
        <h2>
          <span className="grow">{props.title}</span>
          {props.acts}
        </h2>
        {props.children}
      </div>
    </section>
  );
}

/** A file to be downloaded or copied whole. */
export function FileStep(props: {
  number: number;
  name: string;
  text: string;
  title?: string;
  /** Stand before download and copy. */
  acts?: ReactNode;
  children?: ReactNode;
}) {
  const { number, name, text, title = name, acts, children } = props;
  return (
    <Step
      number={number}
      title={title}
      acts={
        <>
          {acts}
          <Button size="sm" icon="download" onClick={() => download(name, text)}>
            Download
          </Button>
          <CopyButton text={text} label={`Copy ${name}`} word />
        </>
      }
    >
      <YamlLines text={text} label={name} />
      {children}
    </Step>
  );
}
