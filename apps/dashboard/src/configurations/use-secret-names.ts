import { useQuery } from "@tanstack/react-query";
import { answered, hub } from "../data/hub";
import { useMay } from "../data/session";

/** As many as a hub has. */
const SECRETS_MAX = 500;

/** Names of the hub's secrets; undefined while they are not known, or where one may not see them. */
export function useSecretNames(): readonly string[] | undefined {
  const may = useMay()("secrets.read") === undefined;
  const { data } = useQuery({
    queryKey: ["secrets", "names"],
    queryFn: () => answered(hub.listSecrets({ query: { limit: SECRETS_MAX } })),
    select: ({ items }) => items.map(({ name }) => name),
    enabled: may,
  });
  return data;
}
