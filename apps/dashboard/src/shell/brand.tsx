import { Link } from "../parts/link";

/** The sign of the house, and the way to the agents. */
export function Brand() {
  return (
    <Link className="brand" href="/agents">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <rect width="24" height="24" rx="6.5" fill="var(--primary)" />
        <path d="M12 4.3 14.6 9.6 12 8.5 9.4 9.6z" fill="var(--brand-spark)" />
        <path
          d="M6.7 11.6 9.3 16.9 6.7 15.8 4.1 16.9zM17.3 11.6l2.6 5.3-2.6-1.1-2.6 1.1z"
          fill="var(--on-primary)"
        />
        <circle cx="12" cy="14.3" r="1.5" fill="var(--on-primary)" />
      </svg>
      Fleet Hub
    </Link>
  );
}
