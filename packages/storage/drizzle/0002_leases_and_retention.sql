CREATE TABLE "hub_leases" (
	"hub" text COLLATE "C" PRIMARY KEY NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "bodies" ADD COLUMN "kept_at" bigint DEFAULT '0' NOT NULL;