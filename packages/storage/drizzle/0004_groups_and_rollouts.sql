CREATE TABLE "agent_telemetry" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"facts" json NOT NULL,
	"points" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"query" text NOT NULL,
	"description" text NOT NULL,
	"configuration" text COLLATE "C",
	"stable" json,
	"plan" json NOT NULL,
	"position" integer NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollout_entries" (
	"rollout" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"agent" uuid,
	"wave" integer,
	CONSTRAINT "rollout_entries_rollout_id_pk" PRIMARY KEY("rollout","id")
);
--> statement-breakpoint
CREATE TABLE "rollout_groups" (
	"rollout" text COLLATE "C" NOT NULL,
	"group_name" text COLLATE "C" NOT NULL,
	"live" boolean NOT NULL,
	CONSTRAINT "rollout_groups_group_name_rollout_pk" PRIMARY KEY("group_name","rollout")
);
--> statement-breakpoint
CREATE TABLE "rollout_judgements" (
	"rollout" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"verdicts" json NOT NULL,
	CONSTRAINT "rollout_judgements_rollout_at_pk" PRIMARY KEY("rollout","at")
);
--> statement-breakpoint
CREATE TABLE "rollout_members" (
	"rollout" text COLLATE "C" NOT NULL,
	"agent" uuid NOT NULL,
	"wave" integer NOT NULL,
	"group_name" text COLLATE "C" NOT NULL,
	"to_configuration" text COLLATE "C" NOT NULL,
	"to_revision" integer NOT NULL,
	"from_configuration" text COLLATE "C",
	"from_revision" integer,
	"assigned_at" bigint,
	"mark" text,
	"marked_at" bigint,
	"previous" json,
	"notes" json NOT NULL,
	CONSTRAINT "rollout_members_rollout_agent_pk" PRIMARY KEY("rollout","agent")
);
--> statement-breakpoint
CREATE TABLE "rollouts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"live" boolean NOT NULL,
	"version" bigint NOT NULL,
	"opened" json NOT NULL,
	"moved" json NOT NULL,
	CONSTRAINT "rollouts_number_unique" UNIQUE("number")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "group_name" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "group_name_folded" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "hold" json;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "assignment" json;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "connection" json;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "flow" text COLLATE "C" DEFAULT 'not-reported' NOT NULL;--> statement-breakpoint
ALTER TABLE "agent_telemetry" ADD CONSTRAINT "agent_telemetry_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_entries" ADD CONSTRAINT "rollout_entries_rollout_rollouts_id_fk" FOREIGN KEY ("rollout") REFERENCES "public"."rollouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_groups" ADD CONSTRAINT "rollout_groups_rollout_rollouts_id_fk" FOREIGN KEY ("rollout") REFERENCES "public"."rollouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollout_judgements" ADD CONSTRAINT "rollout_judgements_rollout_rollouts_id_fk" FOREIGN KEY ("rollout") REFERENCES "public"."rollouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rollout_entries_by_time" ON "rollout_entries" USING btree ("rollout","at","id");--> statement-breakpoint
CREATE INDEX "rollout_groups_by_rollout" ON "rollout_groups" USING btree ("rollout");--> statement-breakpoint
CREATE UNIQUE INDEX "rollout_groups_live" ON "rollout_groups" USING btree ("group_name") WHERE live;--> statement-breakpoint
CREATE INDEX "rollout_members_in_order" ON "rollout_members" USING btree ("rollout","wave","agent");--> statement-breakpoint
-- Members and own telemetry change in place; packed points do not get smaller by compression.
ALTER TABLE "rollout_members" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "agent_telemetry" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "agent_telemetry" ALTER COLUMN "points" SET STORAGE EXTERNAL;
