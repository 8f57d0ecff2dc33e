import { expect, it } from 'vitest';
import { authority } from '../engine/testing/certificates.ts';
import { holdsCertificates, trustedCertificates } from './certificates.ts';

it('tells certificates in PEM from what is none', async () => {
  await using ca = await authority();
  expect(holdsCertificates(ca.pem)).toBe(true);
  expect(holdsCertificates(`a comment\n${ca.pem}\n${ca.pem}`)).toBe(true);
  const cut = ca.pem.replace(/\n.*\n-----END/, '\n-----END');
  for (const none of ['', 'db.example.com', cut, `${ca.pem}${cut}`, ca.pem.replaceAll('CERTIFICATE', 'PRIVATE KEY')])
    expect(holdsCertificates(none), none).toBe(false);
});

it('knows the CAs that this machine trusts', () => {
  expect(holdsCertificates(trustedCertificates())).toBe(true);
});
