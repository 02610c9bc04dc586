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
	"reach" text NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"value_changed_at" bigint NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "enrolment" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "protection" json;--> statement-breakpoint
ALTER TABLE "approval_groups" ADD CONSTRAINT "approval_groups_approval_approvals_id_fk" FOREIGN KEY ("approval") REFERENCES "public"."approvals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "secret_values" ADD CONSTRAINT "secret_values_secret_secrets_name_fk" FOREIGN KEY ("secret") REFERENCES "public"."secrets"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_groups_by_name" ON "approval_groups" USING btree ("group_name");--> statement-breakpoint
CREATE INDEX "secret_values_by_secret" ON "secret_values" USING btree ("secret");