import { z } from "zod";
import { Grants } from "./access.js";
import { Name, pageOf, Time } from "./primitives.js";
import { DISPLAY_NAME_LENGTH_MAX, PASSWORD_LENGTH_MAX } from "../limits.js";

/** Any text: what a new one must be like is decided where it is set, with a reason. */
export const Password = z.string().min(1).max(PASSWORD_LENGTH_MAX);

export const DisplayName = z.string().max(DISPLAY_NAME_LENGTH_MAX);

const Token = z.string().min(1).max(200);

/** Name of a person as it is typed: an unknown one is refused like a wrong password. */
const GivenName = z.string().min(1).max(100);

/** How one can sign in to this hub. */
export const SignInOptions = z
  .strictObject({
    firstRun: z.boolean().meta({
      description: "True: nobody is an administrator yet; the link that the hub printed makes one.",
    }),
    passwords: z.boolean(),
    providers: z.array(z.strictObject({ name: Name, title: z.string() })),
  })
  .meta({ id: "SignInOptions" });
export type SignInOptions = z.output<typeof SignInOptions>;

export const FirstRun = z
  .strictObject({
    token: Token.meta({ description: "From the link that the hub printed." }),
    name: Name,
    displayName: DisplayName.default(""),
    password: Password,
  })
  .meta({ id: "FirstRun" });
export type FirstRun = z.output<typeof FirstRun>;

export const InvitationAccept = z
  .strictObject({ token: Token, password: Password })
  .meta({ id: "InvitationAccept" });
export type InvitationAccept = z.output<typeof InvitationAccept>;

export const SignIn = z
  .strictObject({ name: GivenName, password: Password })
  .meta({ id: "SignIn" });
export type SignIn = z.output<typeof SignIn>;

/** Who asks, and what he may do. */
export const Session = z
  .strictObject({
    kind: z.enum(["person", "token"]),
    id: z.string().meta({ description: "Of the session, or of the API token." }),
    name: z.string().meta({ description: "Of the person, or of the API token." }),
    displayName: z.string(),
    grants: Grants,
    provider: Name.nullable().meta({
      description: "By which the person signed in; null: by password.",
    }),
    hasPassword: z.boolean(),
    expiresAt: Time.nullable().meta({ description: "Null: it does not end by itself." }),
  })
  .meta({ id: "Session" });
export type Session = z.output<typeof Session>;

/** A session ended. */
export const SignedOut = z
  .strictObject({
    location: z.string().nullable().meta({
      description: "Where the browser goes to be signed out of its provider too; null: nowhere.",
    }),
  })
  .meta({ id: "SignedOut" });
export type SignedOut = z.output<typeof SignedOut>;

export const PasswordChange = z
  .strictObject({
    current: Password.nullable().default(null).meta({
      description: "The password until now; null where the person has none.",
    }),
    password: Password,
  })
  .meta({ id: "PasswordChange" });
export type PasswordChange = z.output<typeof PasswordChange>;

/** One session of a person. */
export const SessionRow = z
  .strictObject({
    id: z.string(),
    person: Name,
    current: z.boolean().meta({ description: "The one that asks." }),
    startedAt: Time,
    lastSeenAt: Time.meta({ description: "To the minute." }),
    expiresAt: Time.meta({ description: "When it ends at the latest." }),
    address: z.string(),
    userAgent: z.string(),
    provider: Name.nullable(),
  })
  .meta({ id: "SessionRow" });
export type SessionRow = z.output<typeof SessionRow>;

/** Newest first. */
export const SessionPage = pageOf(SessionRow).meta({ id: "SessionPage" });
export type SessionPage = z.output<typeof SessionPage>;

/** What became of all sessions of a person but one. */
export const SessionsEnded = z
  .strictObject({ ended: z.int().min(0) })
  .meta({ id: "SessionsEnded" });
export type SessionsEnded = z.output<typeof SessionsEnded>;
