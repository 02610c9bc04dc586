CREATE TABLE "api_tokens" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"owner" text COLLATE "C",
	"grants" json NOT NULL,
	"expires_at" bigint,
	"last_used_at" bigint,
	"last_address" text,
	"created_at" bigint NOT NULL,
	CONSTRAINT "api_tokens_by_name" UNIQUE NULLS NOT DISTINCT("owner","name")
);
--> statement-breakpoint
CREATE TABLE "approval_groups" (
	"approval" text COLLATE "C" NOT NULL,
	"group_name" text COLLATE "C" NOT NULL,
	CONSTRAINT "approval_groups_approval_group_name_pk" PRIMARY KEY("approval","group_name")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"outcome" text,
	"expires_at" bigint NOT NULL,
	"is_changed" boolean NOT NULL,
	"unacknowledged" boolean NOT NULL,
	"version" bigint NOT NULL,
	"summary" json NOT NULL,
	"detail" json NOT NULL,
	CONSTRAINT "approvals_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "audit_checkpoints" (
	"number" bigint PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"previous" text COLLATE "C" NOT NULL,
	"key_id" text COLLATE "C" NOT NULL,
	"public_key" text COLLATE "C" NOT NULL,
	"signature" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolment_tokens" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"key_id" text COLLATE "C" NOT NULL,
	"secret_hash" text COLLATE "C" NOT NULL,
	"description" text NOT NULL,
	"labels" json NOT NULL,
	"group_name" text COLLATE "C",
	"admission" text NOT NULL,
	"expires_at" bigint,
	"uses_max" integer,
	"uses" integer NOT NULL,
	"last_used_at" bigint,
	"last_address" text,
	"revoked_at" bigint,
	"revoked_by" text,
	"reason" text,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	CONSTRAINT "enrolment_tokens_key_id_unique" UNIQUE("key_id")
);
--> statement-breakpoint
CREATE TABLE "first_run_links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "given_uids" (
	"uid" text COLLATE "C" PRIMARY KEY NOT NULL,
	"agent_id" uuid NOT NULL,
	"keeps" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hub_key" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"root_sealed" "bytea" NOT NULL,
	CONSTRAINT "hub_key_is_single" CHECK ("hub_key"."single")
);
--> statement-breakpoint
CREATE TABLE "named_secrets" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"ids" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"display_name" text NOT NULL,
	"grants" json NOT NULL,
	"disabled" boolean NOT NULL,
	"password" text,
	"provider" text COLLATE "C",
	"subject" text COLLATE "C",
	"identity" json,
	"invitation_id" text COLLATE "C",
	"invitation" json,
	"administrator" boolean NOT NULL,
	"last_sign_in_at" bigint,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "providers" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"client_secret_sealed" "bytea",
	"scopes" json NOT NULL,
	"groups_claim" text NOT NULL,
	"grants" json NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secret_values" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"secret" text COLLATE "C" NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"description" text NOT NULL,
	"reach" text,
	"value" text COLLATE "C" NOT NULL,
	"value_changed_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"person" text COLLATE "C" NOT NULL,
	"provider" text COLLATE "C",
	"started_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"address" text NOT NULL,
	"user_agent" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ALTER COLUMN "entry" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "enrolment" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "access" json DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "comes_with" text COLLATE "C" DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "credential_offered" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "credential_due_at" bigint;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "actor_kind" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "actor_id" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "action" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "follows" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "hash" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "protection" json;--> statement-breakpoint
ALTER TABLE "log_head" ADD COLUMN "audit_hash" text COLLATE "C" DEFAULT '0000000000000000000000000000000000000000000000000000000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "log_head" ADD COLUMN "audit_cut" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_owner_people_name_fk" FOREIGN KEY ("owner") REFERENCES "public"."people"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_groups" ADD CONSTRAINT "approval_groups_approval_approvals_id_fk" FOREIGN KEY ("approval") REFERENCES "public"."approvals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "given_uids" ADD CONSTRAINT "given_uids_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_values" ADD CONSTRAINT "secret_values_secret_secrets_name_fk" FOREIGN KEY ("secret") REFERENCES "public"."secrets"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_people_name_fk" FOREIGN KEY ("person") REFERENCES "public"."people"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_groups_by_name" ON "approval_groups" USING btree ("group_name");--> statement-breakpoint
CREATE INDEX "given_uids_by_agent" ON "given_uids" USING btree ("agent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_by_identity" ON "people" USING btree ("provider","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "people_by_invitation" ON "people" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "secret_values_by_secret" ON "secret_values" USING btree ("secret");--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("person");--> statement-breakpoint
CREATE INDEX "audit_by_followed" ON "audit" USING btree ("follows") WHERE "audit"."follows" <> '';