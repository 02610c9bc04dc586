"use client";
import type { ApiProblem } from "@fleethub/api";
import { createContext, useContext } from "react";

/** What the hub found wrong with the fields of a form, by JSON pointer into what it was sent. */
export type FormFaults = ReadonlyMap<string, string>;

export const NO_FAULTS: FormFaults = new Map();

/** The faults of the form around a field. */
export const FormFaultsContext = createContext(NO_FAULTS);

/** What is wrong with a field: what the page itself sees, else what the hub found at `pointer`. */
export function useFault(
  seen: string | undefined,
  pointer: string | undefined,
): string | undefined {
  const faults = useContext(FormFaultsContext);
  return seen ?? (pointer === undefined ? undefined : faults.get(pointer));
}

/**
 * What the fields that a form shows (`data-pointer`) tell of a refusal, and what is left to say beneath it. A field tells
 * also what is wrong with a part of its value.
 */
export function placed(
  problem: ApiProblem,
  form: HTMLFormElement,
): { readonly faults: FormFaults; readonly rest: ApiProblem | null } {
  const fields = [...form.querySelectorAll<HTMLElement>("[data-pointer]")];
  const faults = new Map<string, string>();
  const beneath = (problem.errors ?? []).filter(({ pointer, message, remedy }) => {
    const field = fields
      .map(({ dataset }) => dataset["pointer"])
      .find((at) => pointer === at || pointer?.startsWith(`${at}/`));
    if (field === undefined || faults.has(field)) return true;
    faults.set(field, `${message} ${remedy}`);
    return false;
  });
  if (faults.size === 0) return { faults, rest: problem };
  return { faults, rest: beneath.length === 0 ? null : { ...problem, errors: beneath } };
}
