import type { X509Certificate } from "node:crypto";
import { readCertificates } from "./certificate-facts.js";

/**
 * Whether who trusts these authorities alone takes the first certificate of a chain, by names and signatures; its times and host
 * names are not looked at. Both in PEM.
 *
 * @throws where a certificate cannot be read
 */
export function isVerifiedBy(chainPem: string, authoritiesPem: string): boolean {
  const authorities = readCertificates(authoritiesPem);
  const [own, ...between] = readCertificates(chainPem);
  for (let at = own; at !== undefined; ) {
    const certificate = at;
    if (authorities.some((authority) => isOf(certificate, authority))) return true;
    const next = between.findIndex((one) => isOf(certificate, one));
    at = next < 0 ? undefined : between.splice(next, 1)[0];
  }
  return false;
}

function isOf(certificate: X509Certificate, authority: X509Certificate): boolean {
  if (certificate.fingerprint256 === authority.fingerprint256) return true;
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}
