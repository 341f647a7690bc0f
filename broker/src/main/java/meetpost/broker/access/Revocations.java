package meetpost.broker.access;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import meetpost.broker.pem.PemFile;

/** Client certificates that their authority has taken back: RFC 5280 section 5. */
final class Revocations {

    private Revocations() {}

    /**
     * Trusts what the authorities signed and the list does not name. Asks nobody over the network;
     * only the client's own certificate has to be covered by the list.
     *
     * @throws IOException that names the file that is wrong
     */
    static TrustManagerFactory trust(List<X509Certificate> authorities, PemFile list)
            throws IOException {
        Set<TrustAnchor> anchors = new HashSet<>();
        authorities.forEach(one -> anchors.add(new TrustAnchor(one, null)));
        try {
            var checker =
                    (PKIXRevocationChecker)
                            CertPathBuilder.getInstance("PKIX").getRevocationChecker();
            checker.setOptions(
                    EnumSet.of(
                            PKIXRevocationChecker.Option.PREFER_CRLS,
                            PKIXRevocationChecker.Option.NO_FALLBACK,
                            PKIXRevocationChecker.Option.ONLY_END_ENTITY));
            var parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.addCertStore(
                    CertStore.getInstance(
                            "Collection", new CollectionCertStoreParameters(list.revocations())));
            parameters.addCertPathChecker(checker);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(parameters));
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s: %s".formatted(list.file(), e.getMessage()), e);
        }
    }
}
