import type { OptionNode } from "../catalogue/catalogue.js";

// How trees of options are written by hand, where no schema tells them.

export const TEXT: OptionNode = { kind: "string" };
export const SECRET: OptionNode = { kind: "string", secret: true };
export const FLAG: OptionNode = { kind: "boolean" };
export const INTEGER: OptionNode = { kind: "integer" };
export const COUNT: OptionNode = { kind: "integer", unsigned: true };
export const NUMBER: OptionNode = { kind: "number" };
export const DURATION: OptionNode = { kind: "duration" };
export const SIZE: OptionNode = { kind: "size" };
export const ANYTHING: OptionNode = { kind: "any" };
export const TEXTS = listOf(TEXT);
/** A map of any names and values. */
export const OPEN: OptionNode = { kind: "object", open: true };

/** A section with these options and no others. */
export function section(options: Readonly<Record<string, OptionNode>>): OptionNode {
  return { kind: "object", options };
}

/** A section that takes more than is known of it. */
export function openSection(options: Readonly<Record<string, OptionNode>>): OptionNode {
  return { kind: "object", options, open: true };
}

export function listOf(items: OptionNode): OptionNode {
  return { kind: "array", items };
}

/** A list that one text cannot stand for. */
export function strictListOf(items: OptionNode): OptionNode {
  return { kind: "array", items: anyOf(items) };
}

export function mapOf(values: OptionNode): OptionNode {
  return { kind: "object", values };
}

export function anyOf(...alternatives: OptionNode[]): OptionNode {
  return { kind: "any", alternatives };
}

export function words(...known: string[]): OptionNode {
  return { kind: "string", enum: known };
}
