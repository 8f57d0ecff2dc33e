import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';

const block = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Whether a text holds certificates in PEM, and each of them can be read. */
export function holdsCertificates(pem: string): boolean {
  const found = pem.match(block) ?? [];
  return found.length > 0 && found.every(isCertificate);
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== '';
  } catch {
    return false;
  }
}

/** The CAs that this machine trusts, in PEM: the app decides for relay and tools, whose images may know others or none. */
export function trustedCertificates(): string {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])].join('\n');
}
