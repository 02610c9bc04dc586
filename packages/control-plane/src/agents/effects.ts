import type {
  AgentEffect,
  CloseEffect,
  JudgeEffect,
  PushEffect,
  ReplyEffect,
  SaveEffect,
} from "@fleethub/fleet";

/** The effects of one turn, sorted by when they are performed. */
export interface Todo {
  readonly reply: ReplyEffect | null;
  readonly pushes: readonly PushEffect[];
  readonly closes: readonly CloseEffect[];
  readonly judges: readonly JudgeEffect[];
  /** What must be committed before anything is sent, and how strictly. */
  readonly commit: SaveEffect["before"];
  readonly savesOutcome: boolean;
  readonly isQuiet: boolean;
  /** Ids of the timeline and audit entries that this turn made. */
  readonly entries: ReadonlySet<string>;
}

type Sent = Pick<Todo, "reply" | "pushes" | "closes" | "judges" | "savesOutcome">;

/** Everything but history, saves and identity, which are noted at once. */
export function sortEffects(effects: readonly AgentEffect[]): Sent {
  let reply: ReplyEffect | null = null;
  let savesOutcome = false;
  const pushes: PushEffect[] = [];
  const closes: CloseEffect[] = [];
  const judges: JudgeEffect[] = [];
  for (const effect of effects) {
    if (effect.kind === "reply") reply = effect;
    else if (effect.kind === "push") pushes.push(effect);
    else if (effect.kind === "close") closes.push(effect);
    else if (effect.kind === "judge") judges.push(effect);
    else if (effect.kind === "save" && effect.what === "outcome") savesOutcome = true;
  }
  return { reply, pushes, closes, judges, savesOutcome };
}
