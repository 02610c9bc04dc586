import type { Invitation, Person } from "@fleethub/api";
import type { Command } from "commander";
import { Misuse } from "./exit.js";
import { answered, clientOf, everyItem } from "./hub/ask.js";
import { ageOf } from "./hub/duration.js";
import { type GrantFlags, grantsOf, grantWords, withRole } from "./hub/grant-flags.js";
import { print, table } from "./hub/print.js";
import { type HubFlags, originOf, withHub } from "./hub/server-option.js";

type Flags = HubFlags & GrantFlags & { readonly displayName?: string };

/** `fleethub people`: who can sign in. */
export function addPeople(program: Command): void {
  const people = program.command("people").description("people who can sign in");
  withHub(people.command("list", { isDefault: true }).description("list them by name")).action(
    async (flags: HubFlags) => {
      const list = await everyItem((query) => clientOf(flags).listPeople({ query }));
      print(flags.output, list.items, () => listed(list.items));
    },
  );
  withRole(withHub(people.command("add").description("make a person, and a link for the password")))
    .argument("<name>")
    .option("--display-name <text>", "how the name is shown")
    .action(async (name: string, flags: Flags) => {
      const grants = grantsOf(flags) ?? [{ role: "viewer" as const, reach: null }];
      const body = { name, displayName: flags.displayName ?? "", grants };
      const made = await answered(clientOf(flags).createPerson({ body }));
      print(flags.output, made, () => [
        `${name} may act as ${grantWords(made.person.grants)}.`,
        ...linkLines(flags, made.invitation),
      ]);
    });
  withHub(people.command("invite").description("a new link that sets the password"))
    .argument("<name>")
    .action(async (name: string, flags: HubFlags) => {
      const link = await answered(clientOf(flags).invitePerson({ params: { name } }));
      print(flags.output, link, () => linkLines(flags, link));
    });
  withRole(withHub(people.command("change").description("change roles or the shown name")))
    .argument("<name>")
    .option("--display-name <text>", "how the name is shown")
    .option("--disable", "keep the person out; sessions end and tokens are refused")
    .option("--enable", "let the person in again")
    .action(
      async (name: string, flags: Flags & { readonly disable?: true; readonly enable?: true }) => {
        const { displayName, disable, enable } = flags;
        if (disable && enable) throw new Misuse("--disable and --enable: give one of them");
        const grants = grantsOf(flags);
        const body = {
          ...(displayName === undefined ? {} : { displayName }),
          ...(grants === undefined ? {} : { grants }),
          ...(disable || enable ? { disabled: disable === true } : {}),
        };
        const person = await answered(clientOf(flags).changePerson({ params: { name }, body }));
        print(flags.output, person, () => listed([person]));
      },
    );
  withHub(people.command("remove").description("remove a person with sessions and API tokens"))
    .argument("<name>")
    .action(async (name: string, flags: HubFlags) => {
      await answered(clientOf(flags).removePerson({ params: { name } }));
      print(flags.output, { removed: name }, () => [`${name} is removed.`]);
    });
}

function linkLines({ server }: HubFlags, { path, expiresAt }: Invitation): readonly string[] {
  return [`This link sets the password, once, until ${expiresAt}:`, `  ${originOf(server)}${path}`];
}

const HEADS = ["name", "shown as", "may", "signs in by", "last signed in"];

function listed(people: readonly Person[]): readonly string[] {
  if (people.length === 0) return ["Nobody"];
  const now = Date.now();
  return table(
    HEADS,
    people.map((person) => [
      person.name,
      person.displayName || "-",
      person.disabled ? "nothing: disabled" : grantWords(mayOf(person)),
      waysOf(person),
      ageOf(person.lastSignInAt, now),
    ]),
  );
}

const mayOf = ({ grants, provider }: Person) => [...grants, ...(provider?.grants ?? [])];

function waysOf({ hasPassword, provider, invitedUntil }: Person): string {
  const ways = [
    ...(hasPassword ? ["password"] : []),
    ...(provider === null ? [] : [provider.name]),
    ...(invitedUntil === null ? [] : ["link"]),
  ];
  return ways.join(", ") || "-";
}
