package meetpost.broker.pem;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What one end of a connection proves itself with: a key, and the certificates for it.
 *
 * @param chain its own first, then that of each one's issuer
 */
public record CertifiedKey(List<X509Certificate> chain, PrivateKey key) {

    /** RFC 5280, section 4.2.1.6: the tag of a DNS name. */
    private static final int DNS_NAME = 2;

    public CertifiedKey {
        chain = List.copyOf(chain);
        requireNonNull(key, "key");
    }

    /**
     * From a file of certificates and one of a key, which may be the same.
     *
     * @throws IOException if a file is not what it should be, the key is another's, or the
     *     certificates are out of order, in words
     */
    public static CertifiedKey of(PemFile certificates, PemFile keyFile) throws IOException {
        List<X509Certificate> chain = certificates.certificates();
        PrivateKey key = PemKey.of(keyFile);
        Optional<X509Certificate> own =
                chain.stream().filter(each -> fit(key, each.getPublicKey())).findFirst();
        if (own.isEmpty()) {
            throw new IOException(
                    "%s is not the key of %s; these two say the same where it is: openssl pkey -pubout -in %s and openssl x509 -noout -pubkey -in %s"
                            .formatted(
                                    keyFile.file(),
                                    certificates.file(),
                                    keyFile.file(),
                                    certificates.file()));
        }
        if (!own.get().equals(chain.get(0)) || !isInOrder(chain)) {
            throw new IOException(
                    "%s: its certificates are out of order, expected that of the key first, then that of each one's issuer: they are of %s"
                            .formatted(
                                    certificates.file(),
                                    String.join(
                                            "; ",
                                            chain.stream()
                                                    .map(
                                                            each ->
                                                                    each.getSubjectX500Principal()
                                                                            .getName())
                                                    .toList())));
        }
        return new CertifiedKey(chain, key);
    }

    /** Whether it names a host where clients look for one (RFC 9525, section 6.3). */
    public boolean hasNames() {
        return hasNames(chain.get(0));
    }

    /** The same of any certificate. */
    public static boolean hasNames(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames() != null;
        } catch (CertificateParsingException e) {
            // They are there, and nobody can read them.
            return false;
        }
    }

    /**
     * Whether it is for that host, by a DNS name that is the same but for case (RFC 9525, section
     * 6.3); wildcards are none.
     */
    public static boolean names(X509Certificate certificate, String host) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> Integer.valueOf(DNS_NAME).equals(name.get(0)))
                            .anyMatch(
                                    name ->
                                            name.get(1) instanceof String dns
                                                    && dns.equalsIgnoreCase(host));
        } catch (CertificateParsingException e) {
            // Names that nobody can read are none.
            return false;
        }
    }

    private static boolean isInOrder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1)
                    .getIssuerX500Principal()
                    .equals(chain.get(i).getSubjectX500Principal())) {
                return false;
            }
        }
        return true;
    }

    private static boolean fit(PrivateKey key, PublicKey other) {
        try {
            return Proof.of(key).convinces(other);
        } catch (GeneralSecurityException e) {
            // Of another kind, or of another length.
            return false;
        }
    }
}
