"use client";
import type { SessionRow } from "@fleethub/api";
import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../../data/hub";
import { Badge } from "../../parts/badge";
import { Button } from "../../parts/button";
import { Card } from "../../parts/card";
import { Moment, Until } from "../../parts/moment";
import { tellRefusal, toast } from "../../parts/toast";
import { plural } from "../../words/format";
import { Listed } from "../parts/listed";
import { SettingsTable } from "../parts/settings-table";
import { LIST_MAX, settingsKey, useAct } from "../parts/use-settings";
import { browserInWords } from "./browser-in-words";

/** Where somebody is signed in; one session can be ended, or all but this one. */
export function SessionsCard() {
  const sessions = useQuery({
    queryKey: settingsKey("sessions"),
    queryFn: () => answered(hub.listSessions({ query: { limit: LIST_MAX } })),
  });
  const { act, ask } = useAct();
  const others = sessions.data?.items.filter(({ current }) => !current) ?? [];
  const endOthers = async () => {
    const result = await ask(hub.endOtherSessions({ query: { others: "true" } }));
    if (!result.ok) return tellRefusal(result.problem);
    toast({ title: `${plural(result.data.ended, "session")} ended` });
  };
  return (
    <Card
      flush
      title="Sessions"
      acts={
        others.length > 0 ? (
          <Button size="sm" kind="danger" onClick={() => void endOthers()}>
            End all others
          </Button>
        ) : null
      }
    >
      <Listed of={sessions} label="Loading sessions" empty={null}>
        {(items) => (
          <SettingsTable
            label="Sessions"
            heads={["Browser", "Address", "Since", "Last seen", "Ends at the latest"]}
          >
            {items.map((session) => (
              <Row
                key={session.id}
                session={session}
                onEnd={async () =>
                  tellRefusal(
                    await act(hub.endSession({ params: { id: session.id } }), "Session ended"),
                  )
                }
              />
            ))}
          </SettingsTable>
        )}
      </Listed>
    </Card>
  );
}

function Row({ session, onEnd }: { session: SessionRow; onEnd: () => Promise<void> }) {
  const browser = browserInWords(session.userAgent);
  return (
    <tr>
      <td title={session.userAgent}>
        <span>{browser}</span> {session.current ? <Badge tone="ok">this one</Badge> : null}
        {session.provider === null ? null : <div className="sub">through {session.provider}</div>}
      </td>
      <td data-label="Address">
        <span className="mono small">{session.address}</span>
      </td>
      <td data-label="Since">
        <Moment at={session.startedAt} />
      </td>
      <td data-label="Last seen">
        <Moment at={session.lastSeenAt} />
      </td>
      <td data-label="Ends">
        <Until at={session.expiresAt} />
      </td>
      <td className="acts">
        {session.current ? null : (
          <Button
            size="sm"
            aria-label={`End ${browser}, ${session.address}`}
            onClick={() => void onEnd()}
          >
            End
          </Button>
        )}
      </td>
    </tr>
  );
}
