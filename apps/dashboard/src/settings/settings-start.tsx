"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useMay, useSubject } from "../data/session";
import { Skeleton } from "../parts/skeleton";

/** The settings begin with people for who may see them, with one's own account for everybody else. */
export function SettingsStart() {
  const router = useRouter();
  const subject = useSubject();
  const locked = useMay()("people.read") !== undefined;
  useEffect(() => {
    if (subject !== null) router.replace(locked ? "/settings/sessions" : "/settings/people");
  }, [subject, locked, router]);
  return <Skeleton label="Loading the settings" />;
}
