"use client";
import type { CheckAnswer, VariableDeclaration } from "@fleethub/api";
import { parseConfig, variablesIn } from "@fleethub/collector-config";
import { useMemo, useState } from "react";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { plural } from "../../words/format";
import { agentsHref } from "../addresses";
import { defaultFrom, defaultText, VARIABLE_TYPES } from "./variable-values";
import { Link } from "../../parts/link";

const NAME = /^[A-Z][A-Z0-9_]{0,62}$/;

/** Variables that a revision declares: type, default, and which agents still have to be given a value. */
export function VariablesCard(props: {
  declared: readonly VariableDeclaration[];
  onDeclare: (variables: readonly VariableDeclaration[]) => void;
  /** Why they cannot be changed. */
  locked: string | undefined;
  /** The whole text that takes them. */
  text: string;
  missing: CheckAnswer["missingVariables"];
}) {
  const { declared, onDeclare, text, locked } = props;
  const used = useMemo(() => {
    const { config } = parseConfig(text);
    return new Map(
      (config === null ? [] : variablesIn(config)).map(({ name, places }) => [name, places.length]),
    );
  }, [text]);
  const unknown = [...used.keys()].filter((name) => !declared.some((one) => one.name === name));
  const declare = (name: string) => onDeclare([...declared, { name, type: "text", default: null }]);
  const change = (at: number, over: Partial<VariableDeclaration>) =>
    onDeclare(declared.map((one, n) => (n === at ? { ...one, ...over } : one)));
  return (
    <Card flush title="Variables">
      {declared.length === 0 ? (
        <p className="quiet small pad-x">
          {
            "None are declared. Write ${fleethub:NAME} as a value, declare it here, and each agent may have its own."
          }
        </p>
      ) : (
        <ul className="variables">
          {declared.map((one, at) => (
            <li key={one.name}>
              <code>{one.name}</code>
              <select
                className="input tiny"
                aria-label={`Type of ${one.name}`}
                disabled={locked !== undefined}
                value={one.type}
                onChange={(event) => {
                  const type = VARIABLE_TYPES.find((known) => known === event.target.value);
                  if (type) change(at, { type, default: null });
                }}
              >
                {VARIABLE_TYPES.map((type) => (
                  <option key={type}>{type}</option>
                ))}
              </select>
              <Default
                one={one}
                locked={locked}
                onChange={(value) => change(at, { default: value })}
              />
              <Button
                kind="ghost"
                size="sm"
                icon="x"
                aria-label={`Declare ${one.name} no longer`}
                waitsFor={locked}
                onClick={() => onDeclare(declared.filter((_, n) => n !== at))}
              />
              <p className="quiet small">
                {plural(used.get(one.name) ?? 0, "place")}
                <Missing of={one} missing={props.missing} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {unknown.length > 0 ? (
        <div className="pad-x row wrap undeclared">
          <span className="small c-bad">Used, and not declared:</span>
          {unknown.map((name) => (
            <Button
              key={name}
              size="sm"
              icon="plus"
              waitsFor={locked}
              onClick={() => declare(name)}
            >
              {name}
            </Button>
          ))}
        </div>
      ) : null}
      {locked === undefined ? (
        <NewVariable taken={declared.map(({ name }) => name)} onAdd={declare} />
      ) : null}
    </Card>
  );
}

function Missing(props: { of: VariableDeclaration; missing: CheckAnswer["missingVariables"] }) {
  const found = props.missing.find(({ name }) => name === props.of.name);
  if (props.of.default !== null) return ", agents without a value of their own get the default";
  if (found === undefined || found.agents === 0) return ", each agent has to be given a value";
  const all = found.uids.length === found.agents;
  return (
    <>
      {", "}
      <Link href={all ? agentsHref(`uid:${found.uids.join(",")}`) : "/agents"}>
        {plural(found.agents, "agent")} without a value
      </Link>
    </>
  );
}

function Default(props: {
  one: VariableDeclaration;
  locked: string | undefined;
  onChange: (value: VariableDeclaration["default"]) => void;
}) {
  const { one } = props;
  const [text, setText] = useState(defaultText(one.default));
  const read = defaultFrom(one.type, text);
  return (
    <input
      className="input tiny mono"
      aria-label={`Default of ${one.name}`}
      aria-invalid={read === undefined}
      placeholder="no default"
      readOnly={props.locked !== undefined}
      title={read === undefined ? `This is no ${one.type}` : undefined}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const value = defaultFrom(one.type, event.target.value);
        if (value !== undefined) props.onChange(value);
      }}
    />
  );
}

function NewVariable(props: { taken: readonly string[]; onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  const wrong = !NAME.test(name) || props.taken.includes(name);
  return (
    <form
      className="row pad-x new-variable"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong) return;
        props.onAdd(name);
        setName("");
      }}
    >
      <input
        className="input mono"
        aria-label="Name of a new variable"
        placeholder="NAME, in capitals"
        value={name}
        onChange={(event) => setName(event.target.value.toUpperCase().replace(/[^A-Z0-9_]/g, "_"))}
      />
      <Button
        size="sm"
        icon="plus"
        type="submit"
        waitsFor={
          wrong ? "A name of capitals, digits and underscores that is not taken" : undefined
        }
      >
        Declare
      </Button>
    </form>
  );
}
