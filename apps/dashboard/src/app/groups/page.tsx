import type { Metadata } from "next";
import { GroupsPage } from "../../groups/groups-page";
import "../../styles/pages/groups.css";

export const metadata: Metadata = { title: "Groups" };

export default function Page() {
  return <GroupsPage />;
}
