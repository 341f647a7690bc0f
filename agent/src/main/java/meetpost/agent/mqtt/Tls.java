package meetpost.agent.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust and who we are, from PEM files (RFC 7468).
 *
 * @param authorities certificates of those whom we trust; empty: the system's trust store
 * @param certificate ours, with its chain; only together with {@code key}
 * @param key PKCS #8, without a password
 */
public record Tls(Optional<Path> authorities, Optional<Path> certificate, Optional<Path> key) {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
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
        for (Certificate each : certificates(authorities.get())) {
            store.setCertificateEntry("ca" + store.size(), each);
        }
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager[] ours() throws IOException, GeneralSecurityException {
        if (certificate.isEmpty() || key.isEmpty()) {
            return new KeyManager[0];
        }
        Certificate[] chain = certificates(certificate.get()).toArray(Certificate[]::new);
        KeyStore store = empty();
        store.setKeyEntry("us", privateKey(key.get()), NO_PASSWORD, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var found = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException(file + ": no certificate in it; expected PEM");
            }
            return found;
        } catch (CertificateException e) {
            throw new IOException(file + ": expected certificates in PEM; " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, US_ASCII));
        if (!pem.find()) {
            throw new IOException(
                    file
                            + ": no PKCS #8 key without a password in it; this makes one: openssl"
                            + " pkcs8 -topk8 -nocrypt -in "
                            + file
                            + " -out new-key.pem");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        InvalidKeySpecException failure =
                new InvalidKeySpecException(file + ": unknown kind of key");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
