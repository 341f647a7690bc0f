package meetpost.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;

/** Client certificates that their authority has taken back: RFC 5280 section 5. */
final class Revocations {

    private Revocations() {}

    /**
     * Trusts what the authorities signed and the list does not name. Asks nobody over the network;
     * only the client's own certificate has to be covered by the list.
     *
     * @throws IOException that names the file that is wrong
     */
    static TrustManagerFactory trust(List<X509Certificate> authorities, Path list)
            throws IOException {
        Set<TrustAnchor> anchors = new HashSet<>();
        Collection<? extends CRL> revoked;
        try {
            var factory = CertificateFactory.getInstance("X.509");
            authorities.forEach(one -> anchors.add(new TrustAnchor(one, null)));
            revoked = lists(factory, list);
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
                            "Collection", new CollectionCertStoreParameters(revoked)));
            parameters.addCertPathChecker(checker);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(new CertPathTrustManagerParameters(parameters));
            return trust;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s: %s".formatted(list, e.getMessage()), e);
        }
    }

    private static Collection<? extends CRL> lists(CertificateFactory factory, Path file)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends CRL> all = factory.generateCRLs(in);
            if (all.isEmpty()) {
                throw new IOException(
                        "%s holds no list of revoked certificates (`BEGIN X509 CRL`)"
                                .formatted(file));
            }
            return all;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
