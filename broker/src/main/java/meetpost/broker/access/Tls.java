package meetpost.broker.access;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLPeerUnverifiedException;
import meetpost.broker.message.Nullable;
import meetpost.broker.pem.CertifiedKey;
import meetpost.broker.pem.PemFile;
import meetpost.broker.settings.TlsSettings;

/** TLS by the JDK: 1.2 and 1.3. */
public final class Tls {

    private Tls() {}

    /**
     * What listeners share.
     *
     * @throws IOException that names the files when they do not fit
     */
    static SslContext context(TlsSettings settings) throws IOException {
        PemFile certificate = PemFile.read(settings.certificateFile());
        PemFile key = PemFile.read(settings.keyFile());
        CertifiedKey own = CertifiedKey.of(certificate, key);
        try {
            SslContextBuilder builder =
                    SslContextBuilder.forServer(own.key(), own.chain())
                            .sslProvider(SslProvider.JDK)
                            .protocols("TLSv1.3", "TLSv1.2");
            if (settings.clientCaFile().isPresent()) {
                PemFile authorities = PemFile.read(settings.clientCaFile().get());
                builder.clientAuth(ClientAuth.REQUIRE);
                if (settings.crlFile().isPresent()) {
                    builder.trustManager(
                            Revocations.trust(
                                    authorities.certificates(),
                                    PemFile.read(settings.crlFile().get())));
                } else {
                    builder.trustManager(authorities.certificates());
                }
            }
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "certificate %s with key %s: %s"
                            .formatted(certificate.file(), key.file(), e.getMessage()),
                    e);
        }
    }

    /**
     * Of the certificate that the client showed and its authority signed; none without one, and
     * none if it has no common name or more than one.
     */
    public static @Nullable String commonName(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        try {
            return commonName(handler.engine().getSession().getPeerPrincipal().getName());
        } catch (SSLPeerUnverifiedException e) {
            // No certificate was asked for, so none was shown.
            return null;
        }
    }

    /** Of a subject as RFC 2253 writes it; a part may have several values, {@code C=NL+CN=a}. */
    public static @Nullable String commonName(String subject) {
        String name = null;
        try {
            for (Rdn part : new LdapName(subject).getRdns()) {
                Attribute common = part.toAttributes().get("CN");
                for (int i = 0; common != null && i < common.size(); i++) {
                    if (name != null || !(common.get(i) instanceof String value)) {
                        return null;
                    }
                    name = value;
                }
            }
            return name;
        } catch (NamingException e) {
            return null;
        }
    }
}
