"use client";
import { POLICY_KINDS } from "@fleethub/collector-config";
import { useState } from "react";
import { Field } from "../../parts/field";
import { OptionRows } from "./option-rows";
import { PatternHelp } from "./pattern-help";
import { emptyRule, type RuleDraft } from "./rule-draft";
import { RuleFieldInput } from "./rule-field-input";
import { KIND_FORMS, PATH_FIELDS, type RuleField } from "./rule-fields";

/** The rule: its kind, then the fields of that kind, then the paths that it is limited to. */
export function RuleForm(props: { rule: RuleDraft; onChange: (rule: RuleDraft) => void }) {
  const { rule, onChange } = props;
  const form = KIND_FORMS[rule.kind];
  const limited = PATH_FIELDS.some(({ name }) => (rule.values[name] ?? "") !== "");
  const [paths, setPaths] = useState(limited);
  const put = (name: string, value: string) =>
    onChange({ ...rule, values: { ...rule.values, [name]: value } });
  const input = (field: RuleField) => (
    <RuleFieldInput
      key={`${rule.kind} ${field.name}`}
      field={field}
      value={rule.values[field.name] ?? ""}
      onChange={(value) => put(field.name, value)}
    />
  );
  return (
    <fieldset className="pol-rule">
      <legend>Rule</legend>
      <Field id="rule-kind" label="Kind" hint={form.about}>
        <select
          id="rule-kind"
          className="input"
          value={rule.kind}
          aria-describedby="rule-kind-says"
          onChange={(event) => {
            const kind = POLICY_KINDS.find((one) => one === event.target.value);
            if (kind) onChange({ ...emptyRule(kind), values: pathsOf(rule) });
          }}
        >
          {POLICY_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {KIND_FORMS[kind].label}
            </option>
          ))}
        </select>
      </Field>
      {form.fields.map(input)}
      {rule.kind === "path-passes" || rule.kind === "option-required" ? (
        <OptionRows
          options={rule.options}
          one={rule.kind === "option-required"}
          onChange={(options) => onChange({ ...rule, options })}
        />
      ) : null}
      {form.paths ? (
        <details open={paths} onToggle={(event) => setPaths(event.currentTarget.open)}>
          <summary>Which paths</summary>
          <div className="stack">{PATH_FIELDS.map(input)}</div>
        </details>
      ) : null}
      {form.fields.length > 0 && rule.kind !== "expression" ? <PatternHelp /> : null}
    </fieldset>
  );
}

/** What is said of paths is kept when the kind changes. */
function pathsOf({ values }: RuleDraft): Record<string, string> {
  return Object.fromEntries(PATH_FIELDS.map(({ name }) => [name, values[name] ?? ""]));
}
