import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link within the console. What it leads to is loaded when it is pointed at, and not when it comes into view: a page
 * full of links would load the whole console.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
