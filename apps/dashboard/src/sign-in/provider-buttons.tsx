import type { SignInOptions } from "@fleethub/api";
import { Icon } from "../parts/icon";

/** Where a provider is asked who this is; it leads back to `returnTo`. */
export function providerHref(name: string, returnTo: string): string {
  return `/sign-in/oidc/${name}?return=${encodeURIComponent(returnTo)}`;
}

/** One way out for each provider. They are whole pages elsewhere, so these are links. */
export function ProviderButtons(props: {
  providers: SignInOptions["providers"];
  returnTo: string;
}) {
  return (
    <ul className="door-ways">
      {props.providers.map(({ name, title }) => (
        <li key={name}>
          <a className="btn" href={providerHref(name, props.returnTo)}>
            <Icon name="key" />
            Continue with {title}
          </a>
        </li>
      ))}
    </ul>
  );
}
