"use client";
import { Until } from "../../parts/moment";
import { ShownOnce } from "../parts/shown-once";
import type { Invited } from "./invited";

/** The link that lets somebody in, to be handed over by whatever way is trusted. */
export function InvitationShown(props: { invited: Invited; onClose: () => void }) {
  const { name, invitation } = props.invited;
  return (
    <ShownOnce
      title={`Invitation for ${name}`}
      label="the invitation"
      value={`${window.location.origin}${invitation.path}`}
      onClose={props.onClose}
    >
      <p className="soft">
        Whoever opens it first chooses the password of {name}, so hand it over as you would hand
        over a key. It works once, ends <Until at={invitation.expiresAt} />, and makes an earlier
        one void.
      </p>
    </ShownOnce>
  );
}
