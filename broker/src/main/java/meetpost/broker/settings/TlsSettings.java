package meetpost.broker.settings;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code mqtts} and {@code wss} listeners prove themselves with. TLS 1.2 and 1.3.
 *
 * @param certificateFile PEM, with its chain
 * @param keyFile PEM, without a password; may be the same file
 * @param clientCaFile PEM; clients then have to show a certificate of this authority, whose common
 *     name is their user name
 * @param crlFile PEM or DER; certificates of clients that are revoked there are refused, and all of
 *     them when the list has expired
 */
public record TlsSettings(
        Path certificateFile, Path keyFile, Optional<Path> clientCaFile, Optional<Path> crlFile) {

    public TlsSettings {
        requireNonNull(certificateFile, "certificateFile");
        requireNonNull(keyFile, "keyFile");
        requireNonNull(clientCaFile, "clientCaFile");
        requireNonNull(crlFile, "crlFile");
    }

    /** Without a list of revoked certificates. */
    public TlsSettings(Path certificateFile, Path keyFile, Optional<Path> clientCaFile) {
        this(certificateFile, keyFile, clientCaFile, Optional.empty());
    }
}
