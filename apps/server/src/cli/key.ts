import type { HubKeyState } from "@fleethub/api";
import type { Command } from "commander";
import { keyText, makeKey } from "../hub-key/key-text.js";
import { answered, clientOf } from "./hub/ask.js";
import { print } from "./hub/print.js";
import { type HubFlags, withHub } from "./hub/server-option.js";
import { say } from "./say.js";

/** `fleethub key`: the key that everything in the store is sealed with. */
export function addKey(program: Command): void {
  const key = program.command("key").description("the key that the hub seals with");
  withHub(key.command("show").description("which key, where it is, what is sealed")).action(
    async (flags: HubFlags) => {
      const state = await answered(clientOf(flags).describeHubKey());
      print(flags.output, state, () => words(state));
    },
  );
  withHub(
    key
      .command("rotate")
      .description("wrap every data key anew: under a fresh key, or the first of those given"),
  ).action(async (flags: HubFlags) => {
    const state = await answered(clientOf(flags).rotateHubKey());
    print(flags.output, state, () => ["The key is exchanged.", ...words(state)]);
  });
  key
    .command("new")
    .description("print a fresh key for FLEETHUB_KEY_FILE; nothing is changed")
    .action(() => say(keyText(makeKey())));
}

function words(state: HubKeyState): readonly string[] {
  if (!state.held) return [state.detail];
  const { id, place, formerKeys, sealed, underFormerKeys } = state;
  return [
    `key     ${id ?? "-"}`,
    `from    ${place ?? "-"}`,
    `sealed  ${sealed}${underFormerKeys === 0 ? "" : `, ${underFormerKeys} of them under a former key: run fleethub key rotate`}`,
    ...(formerKeys.length === 0 ? [] : [`former  ${formerKeys.join(", ")}`]),
  ];
}
