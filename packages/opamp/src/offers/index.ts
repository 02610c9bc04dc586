// What a server offers, checked and hashed.
export {
  type ConnectionSettings,
  type ConnectionSettingsOffer,
  type OtherSettings,
  type TelemetrySettings,
  connectionSettingsOffer,
} from "./connection-settings.js";
export { HEARTBEAT_SECONDS_MAX, type OpampSettings } from "./opamp-settings.js";
export type {
  CertificateSettings,
  ConnectionSecurity,
  ProxySettings,
  TlsSettings,
  TlsVersion,
} from "./transport-security.js";
export type { OfferedHeaders } from "./headers.js";
export {
  CONTENT_HASH_SIZE_BYTES,
  type PackageContent,
  type PackagesOffer,
  packagesOffer,
} from "./packages.js";
export {
  type ComparedPackage,
  type PackageComparison,
  type PackageStanding,
  comparePackageStatuses,
} from "./compare-package-statuses.js";
export {
  type CertificateDecision,
  CSR_SIZE_BYTES_MAX,
  certificateAnswer,
  readCertificateRequest,
  withIssuedCertificate,
} from "./certificate-answer.js";
export { newInstanceUid, restartCommand } from "./lone-fields.js";
export {
  type DroppedField,
  type WithinCapabilities,
  withinCapabilities,
} from "./within-capabilities.js";
export type { OfferProblem, Offered } from "./offered.js";
