"use client";
import { useState } from "react";
import { Badge } from "../../parts/badge";
import { Banner } from "../../parts/banner";
import { Button } from "../../parts/button";
import { Command } from "../../parts/command";
import { Dialog } from "../../parts/dialog";
import { Empty } from "../../parts/empty";
import { Field } from "../../parts/field";
import { Mark } from "../../parts/mark";
import { Note } from "../../parts/note";
import { PageHead } from "../../parts/page-head";
import { SyncTrack } from "../../parts/sync-track";
import { toast } from "../../parts/toast";
import { toggleTheme } from "../../shell/theme";
import { HEALTH, PRESENCE, SYNC, type Tone } from "../../words/states";
import "../../styles/pages/gallery.css";
import "../../styles/pages/inventory.css";
import "../../styles/pages/inventory-narrow.css";

const TONES: readonly Tone[] = ["ok", "move", "warn", "bad", "hold", "mute"];

/** Every mark, word and part in its states. For developers: the export has no such page. */
export default function Parts() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageHead
        title="States and parts"
        sub="every mark, word and part of the console, in both themes"
        lined
        acts={
          <Button icon="sun" onClick={toggleTheme}>
            Other theme
          </Button>
        }
      />
      <div className="scroll">
        <div className="pad gal">
          <div className="halves">
            <section aria-label="Config sync">
              <h2>Config sync</h2>
              <div className="defs">
                {entriesOf(SYNC).map(([state, words]) => (
                  <Pair key={state} meaning={words.meaning}>
                    <SyncTrack of={state} />
                  </Pair>
                ))}
              </div>
            </section>
            <section aria-label="Presence and health">
              <h2>Presence and health</h2>
              <div className="defs">
                {[...entriesOf(PRESENCE), ...entriesOf(HEALTH)].map(([state, words]) => (
                  <Pair key={state} meaning={words.meaning}>
                    <Mark of={state} />
                    {words.word}
                  </Pair>
                ))}
              </div>
            </section>
          </div>
          <section aria-label="Buttons">
            <h2>Buttons</h2>
            <div className="row wrap">
              <Button kind="primary">Deploy</Button>
              <Button icon="undo">Restart</Button>
              <Button kind="ghost">Cancel</Button>
              <Button kind="danger">Deploy anyway</Button>
              <Button kind="danger-solid">Forget 3 agents</Button>
              <Button waitsFor="Waits for 2 problems">Save revision</Button>
              <Button size="sm">Small</Button>
              <Button onClick={() => setOpen(true)}>Dialog</Button>
              <Button
                onClick={() =>
                  toast({ title: "Asked 84 agents", detail: "12 get it on reconnect." })
                }
              >
                Toast
              </Button>
              <Button
                onClick={() =>
                  toast({
                    tone: "bad",
                    title: "The agent cannot run this",
                    detail: "It has no exporter kafka.",
                  })
                }
              >
                Refusal
              </Button>
            </div>
          </section>
          <section aria-label="Badges">
            <h2>Badges</h2>
            <div className="row wrap">
              {TONES.map((tone) => (
                <Badge key={tone} tone={tone}>
                  {tone}
                </Badge>
              ))}
            </div>
          </section>
          <section aria-label="Fields">
            <h2>Fields</h2>
            <div className="halves">
              <Field id="parts-name" label="Name" hint="such as gateway">
                <input id="parts-name" className="input" aria-describedby="parts-name-says" />
              </Field>
              <Field id="parts-wrong" label="Name" error="This name is taken">
                <input
                  id="parts-wrong"
                  className="input"
                  aria-invalid
                  aria-describedby="parts-wrong-says"
                  defaultValue="edge"
                />
              </Field>
            </div>
          </section>
          <section aria-label="Notes">
            <h2>Notes</h2>
            <div className="stack">
              {TONES.filter((tone) => tone !== "mute").map((tone) => (
                <Note key={tone} tone={tone}>
                  <b>What happened.</b> What to do about it.
                </Note>
              ))}
              <Banner icon="offline">Not live since 22:01:40. What you see is 38 s old.</Banner>
              <Command text="opampsupervisor --config supervisor.yaml" label="command" />
            </div>
          </section>
          <Empty title="No agent matches" action={<Button>Clear the query</Button>}>
            Every condition must hold.
          </Empty>
        </div>
      </div>
      {open ? (
        <Dialog
          title="Restart 3 agents?"
          onClose={() => setOpen(false)}
          acts={<Button onClick={() => setOpen(false)}>Cancel</Button>}
        >
          <p className="soft">2 get it now, 1 on reconnect.</p>
        </Dialog>
      ) : null}
    </>
  );
}

function entriesOf<K extends string, V>(
  table: Readonly<Record<K, V>>,
): readonly (readonly [K, V])[] {
  return Object.entries(table) as [K, V][];
}

function Pair({ meaning, children }: { meaning: string; children: React.ReactNode }) {
  return (
    <>
      <span className="state">{children}</span>
      <span>{meaning}</span>
    </>
  );
}
