CREATE TABLE "policies" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"description" text NOT NULL,
	"rule" json NOT NULL,
	"digest" text COLLATE "C" NOT NULL,
	"scope" text NOT NULL,
	"severity" text NOT NULL,
	"enabled" boolean NOT NULL,
	"exceptions" json NOT NULL,
	"version" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "policy_days" (
	"policy" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"judged" integer NOT NULL,
	"kept" integer NOT NULL,
	"worst" integer NOT NULL,
	CONSTRAINT "policy_days_policy_day_pk" PRIMARY KEY("policy","day")
);
--> statement-breakpoint
CREATE TABLE "policy_verdicts" (
	"rule" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"verdict" json NOT NULL,
	CONSTRAINT "policy_verdicts_rule_body_pk" PRIMARY KEY("rule","body")
);
--> statement-breakpoint
CREATE TABLE "renderings" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"configuration" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"content" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agent_documents" ADD COLUMN "breaches" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "variables" json DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "effective_digest" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "policies" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "layers" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "revisions" ADD COLUMN "variables" json DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_days" ADD CONSTRAINT "policy_days_policy_policies_name_fk" FOREIGN KEY ("policy") REFERENCES "public"."policies"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renderings" ADD CONSTRAINT "renderings_of_revision" FOREIGN KEY ("configuration","revision") REFERENCES "public"."revisions"("configuration","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "renderings_by_revision" ON "renderings" USING btree ("configuration","revision");--> statement-breakpoint
UPDATE "agents" SET "effective_digest" = t."report" -> 'effective' ->> 'digest' FROM "agent_documents" t WHERE t."agent_id" = "agents"."id";
