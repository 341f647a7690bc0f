package meetpost.broker.access;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import meetpost.broker.message.Nullable;
import meetpost.broker.settings.Access;
import meetpost.broker.settings.ListenerAccess;
import meetpost.broker.settings.Scheme;
import meetpost.broker.settings.TlsSettings;

/**
 * What one listener asks of its clients, as of the last time that it was read. Confined to the
 * event loop.
 */
public final class ListenerPolicy {

    private Access access;
    private boolean certificates;
    private @Nullable SslContext tls;
    private @Nullable PasswordFile passwords;

    /**
     * @param certificates whether each had to show one that its authority signed
     * @param tls none for a listener without
     */
    public ListenerPolicy(Access access, boolean certificates, @Nullable SslContext tls) {
        this.access = access;
        this.certificates = certificates;
        this.tls = tls;
        this.passwords = access.passwordFile().map(PasswordFile::new).orElse(null);
    }

    /**
     * Reads what a listener needs. Any thread; blocks for the files.
     *
     * @throws IOException that names a file that is wrong
     */
    public static ListenerPolicy of(URI listener, ListenerAccess guard) throws IOException {
        boolean encrypted = Scheme.of(listener).encrypted();
        if (!encrypted) {
            return new ListenerPolicy(guard.access(), false, null);
        }
        TlsSettings tls =
                guard.tls()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "%s needs a certificate".formatted(listener)));
        return new ListenerPolicy(guard.access(), tls.clientCaFile().isPresent(), Tls.context(tls));
    }

    /**
     * Reads the passwords.
     *
     * @throws IOException that names what is wrong with them
     */
    public ListenerPolicy withPasswords() throws IOException {
        if (passwords != null) {
            passwords.readNow();
        }
        return this;
    }

    /** From now on asks for what another one does. */
    public void become(ListenerPolicy other) {
        access = other.access;
        certificates = other.certificates;
        tls = other.tls;
        passwords = other.passwords;
    }

    public Access access() {
        return access;
    }

    boolean certificates() {
        return certificates;
    }

    @Nullable
    public SslContext tls() {
        return tls;
    }

    /** None where nobody's password is right. */
    @Nullable
    PasswordFile passwords() {
        return passwords;
    }

    /** What a client may do that came in here. */
    public Permissions permissions(String clientId, @Nullable String user) {
        return Permissions.of(access, clientId, user);
    }
}
