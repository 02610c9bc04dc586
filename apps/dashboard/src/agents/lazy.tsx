"use client";
import dynamic from "next/dynamic";

/** Dialogs tell what they would do in Collector terms, which is more than the pages themselves load: they come when opened. */
export const LazyPinDialog = dynamic(() => import("./pin-dialog").then((part) => part.PinDialog), {
  ssr: false,
});
export const LazyLabelDialog = dynamic(
  () => import("./label-dialog").then((part) => part.LabelDialog),
  { ssr: false },
);
export const LazyMoveDialog = dynamic(
  () => import("./move-dialog").then((part) => part.MoveDialog),
  { ssr: false },
);
export const LazyVariableForMany = dynamic(
  () => import("./variable-for-many").then((part) => part.VariableForMany),
  { ssr: false },
);
export const LazyHeartbeatDialog = dynamic(
  () => import("./heartbeat-dialog").then((part) => part.HeartbeatDialog),
  { ssr: false },
);
export const LazyOwnMetricsDialog = dynamic(
  () => import("./own-metrics-dialog").then((part) => part.OwnMetricsDialog),
  { ssr: false },
);
export const LazyRevokeDialog = dynamic(
  () => import("../parts/revoke-dialog").then((part) => part.RevokeDialog),
  { ssr: false },
);
