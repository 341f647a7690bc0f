package meetpost.agent.link;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import meetpost.broker.pem.CertifiedKey;
import meetpost.broker.pem.PemFile;

/**
 * Whom to trust and who we are, from PEM files (RFC 7468).
 *
 * @param authorities certificates of those whom we trust; empty: the system's trust store
 * @param certificate ours, with its chain; only together with {@code key}
 * @param key of {@code certificate}, without a password
 */
public record Tls(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {

    private static final char[] NO_PASSWORD = new char[0];

    public Tls {
        requireNonNull(authorities, "authorities");
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
    }

    /** Only certificates that these authorities have signed are trusted; we show none. */
    public static Tls trusting(Optional<Path> authorities) {
        return new Tls(authorities, Optional.empty(), Optional.empty());
    }

    /**
     * Reads the files anew, so that a renewed certificate is used from the next connection on.
     *
     * @throws IOException if a file cannot be read or is not what it should be, and which
     */
    SSLSocketFactory factory() throws IOException {
        return context().getSocketFactory();
    }

    /** The same for those who bring sockets of their own. */
    public SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ours(), trusted(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trusted() throws IOException, GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (authorities.isEmpty()) {
            factory.init((KeyStore) null);
            return factory.getTrustManagers();
        }
        KeyStore store = empty();
        for (Certificate each : PemFile.read(authorities.get()).certificates()) {
            store.setCertificateEntry("ca" + store.size(), each);
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] ours() throws IOException, GeneralSecurityException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return new KeyManager[0];
        }
        CertifiedKey us = CertifiedKey.of(PemFile.read(certificate.get()), PemFile.read(key.get()));
        KeyStore store = empty();
        store.setKeyEntry("us", us.key(), NO_PASSWORD, us.chain().toArray(Certificate[]::new));
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
