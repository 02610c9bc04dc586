"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** The console begins with the agents. */
export default function Start() {
  const router = useRouter();
  useEffect(() => router.replace("/agents"), [router]);
  return null;
}
