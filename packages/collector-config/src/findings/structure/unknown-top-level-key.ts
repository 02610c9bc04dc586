import { COMPONENT_CLASSES, SECTIONS } from "../../parse/config.js";
import type { Rule } from "../rule.js";
import { unknownKeys } from "./unknown-key.js";

const KNOWN = [...COMPONENT_CLASSES.map((kind) => SECTIONS[kind]), "service"];

/** `unknown-top-level-key`: also keys such as `x-common` that only hold anchors are refused. */
export const unknownTopLevelKey: Rule = ({ config }) =>
  unknownKeys(config.root, KNOWN, [], "unknown-top-level-key");
