-- Report writes find room in their own page.
ALTER TABLE "agents" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "agent_documents" SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE "log_head" SET (fillfactor = 10);
--> statement-breakpoint
INSERT INTO "log_head" ("single") VALUES (true) ON CONFLICT DO NOTHING;
