CREATE TABLE "agent_documents" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"outcome" json NOT NULL,
	"report" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_uids" (
	"uid" text COLLATE "C" PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"instance_uid" text COLLATE "C" NOT NULL,
	"former_uids" json NOT NULL,
	"created_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	"given_name" text COLLATE "C",
	"given_name_folded" text COLLATE "C",
	"labels" json NOT NULL,
	"labels_folded" jsonb NOT NULL,
	"admission" text COLLATE "C" NOT NULL,
	"pin" json,
	"pinned_configuration" text COLLATE "C",
	"outcome_version" bigint NOT NULL,
	"owner" text,
	"epoch" bigint NOT NULL,
	"transport" text,
	"remote_address" text NOT NULL,
	"seq" numeric(20),
	"capabilities" numeric(20) NOT NULL,
	"reports_heartbeat" integer NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"connected_at" bigint,
	"disconnected_at" bigint,
	"attributes_folded" jsonb NOT NULL,
	"component_set" text COLLATE "C",
	"reported_name" text COLLATE "C" NOT NULL,
	"reported_name_folded" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" GENERATED ALWAYS AS (coalesce(given_name, reported_name)) STORED NOT NULL,
	"name_sort" text COLLATE "C" GENERATED ALWAYS AS (left(coalesce(given_name, reported_name), 256)) STORED NOT NULL,
	"name_folded" text COLLATE "C" GENERATED ALWAYS AS (coalesce(given_name_folded, reported_name_folded)) STORED NOT NULL,
	"host" text COLLATE "C" NOT NULL,
	"host_folded" text COLLATE "C" NOT NULL,
	"os" text COLLATE "C" NOT NULL,
	"os_folded" text COLLATE "C" NOT NULL,
	"arch" text COLLATE "C" NOT NULL,
	"arch_folded" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"type_folded" text COLLATE "C" NOT NULL,
	"agent_version" text COLLATE "C" NOT NULL,
	"agent_version_folded" text COLLATE "C" NOT NULL,
	"agent_version_key" text COLLATE "C",
	"sync" text COLLATE "C" NOT NULL,
	"verified" text COLLATE "C" NOT NULL,
	"health" text COLLATE "C" NOT NULL,
	"configuration" text COLLATE "C",
	"configuration_folded" text COLLATE "C" NOT NULL,
	"revision" integer,
	"reason" text NOT NULL,
	CONSTRAINT "agents_instance_uid_unique" UNIQUE("instance_uid")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"resource_kind" text COLLATE "C" NOT NULL,
	"resource_id" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"entry" json NOT NULL,
	"canonical" "bytea" NOT NULL,
	CONSTRAINT "audit_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"digest" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "change_log" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "component_sets" (
	"digest" text COLLATE "C" PRIMARY KEY NOT NULL,
	"types" json NOT NULL,
	"types_folded" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "configurations" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"description" text NOT NULL,
	"latest_revision" integer NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log_head" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"change" bigint DEFAULT 0 NOT NULL,
	"change_floor" bigint DEFAULT 0 NOT NULL,
	"audit" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "log_head_is_single" CHECK ("log_head"."single")
);
--> statement-breakpoint
CREATE TABLE "revisions" (
	"configuration" text COLLATE "C" NOT NULL,
	"number" integer NOT NULL,
	"content" text NOT NULL,
	"message" text NOT NULL,
	"fingerprint" text NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "revisions_configuration_number_pk" PRIMARY KEY("configuration","number")
);
--> statement-breakpoint
CREATE TABLE "secret_keys" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"key" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"agent_id" uuid NOT NULL,
	"at" bigint NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"kind" text NOT NULL,
	"summary" text NOT NULL,
	"detail" json NOT NULL,
	CONSTRAINT "timeline_agent_id_id_pk" PRIMARY KEY("agent_id","id")
);
--> statement-breakpoint
ALTER TABLE "agent_documents" ADD CONSTRAINT "agent_documents_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_uids" ADD CONSTRAINT "agent_uids_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revisions" ADD CONSTRAINT "revisions_configuration_configurations_name_fk" FOREIGN KEY ("configuration") REFERENCES "public"."configurations"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_uids_by_agent" ON "agent_uids" USING btree ("agent_id");--> statement-breakpoint
CREATE INDEX "agents_by_name" ON "agents" USING btree ("name_sort","id");--> statement-breakpoint
CREATE INDEX "agents_by_label" ON "agents" USING gin ("labels_folded" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "agents_by_attribute" ON "agents" USING gin ("attributes_folded" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "agents_by_pin" ON "agents" USING btree ("pinned_configuration") WHERE pinned_configuration is not null;--> statement-breakpoint
CREATE INDEX "audit_by_resource" ON "audit" USING btree ("resource_kind","resource_id","sequence");--> statement-breakpoint
CREATE INDEX "revisions_by_hash" ON "revisions" USING btree ("hash","created_at");--> statement-breakpoint
CREATE INDEX "timeline_by_time" ON "timeline" USING btree ("agent_id","at","id");