-- Report writes find room in their own page, and documents stay out of the rows that queries scan.
ALTER TABLE "agents" SET (fillfactor = 70, toast_tuple_target = 512);
--> statement-breakpoint
ALTER TABLE "log_head" SET (fillfactor = 10);
--> statement-breakpoint
INSERT INTO "log_head" ("single") VALUES (true) ON CONFLICT DO NOTHING;
