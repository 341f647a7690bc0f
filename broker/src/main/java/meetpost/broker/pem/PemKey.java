package meetpost.broker.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import meetpost.broker.pem.PemFile.Block;

/**
 * A private key of a PEM file: PKCS #8 (RFC 5958), PKCS #1 (RFC 8017) or SEC 1 (RFC 5915), without
 * a password.
 */
public final class PemKey {

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** Of a PFX (RFC 7292, section 4). */
    private static final int PKCS_12 = 3;

    private PemKey() {}

    /**
     * The first in that file.
     *
     * @throws IOException if there is none that can be used, with the line that makes one
     */
    public static PrivateKey of(PemFile pem) throws IOException {
        for (Block block : pem.blocks()) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return of(pem, block);
            }
        }
        String name = pem.file().toString();
        if (pem.blocks().isEmpty() && Der.version(pem.bytes()).isPresent()) {
            boolean store = Der.version(pem.bytes()).get() == PKCS_12;
            throw new IOException(
                    store
                            ? name
                                    + " is a PKCS #12 store, expected PEM; this makes a key of it:"
                                    + " openssl pkcs12 -nocerts -noenc -in "
                                    + name
                                    + " -out new-key.pem"
                            : name
                                    + " is DER, expected PEM; this makes it so: openssl pkey"
                                    + " -inform DER -in "
                                    + name
                                    + " -out new-key.pem");
        }
        throw new IOException(
                "%s: no private key in it%s, expected PEM (`BEGIN PRIVATE KEY`)"
                        .formatted(name, pem.labels()));
    }

    private static PrivateKey of(PemFile pem, Block block) throws IOException {
        String name = pem.file().toString();
        boolean encrypted =
                block.label().startsWith("ENCRYPTED") || block.text().contains("ENCRYPTED");
        if (encrypted) {
            throw new IOException(
                    name
                            + " is encrypted, and nobody is there to type its password when the"
                            + " program starts; this makes one without: openssl pkey -in "
                            + name
                            + " -out new-key.pem");
        }
        byte[] der = block.bytes().orElseThrow(() -> damaged(name));
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(name, der);
            case "RSA PRIVATE KEY" -> key(name, Der.ofRsa(der));
            case "EC PRIVATE KEY" -> key(name, Der.ofEc(der, curve(pem, der)));
            case "OPENSSH PRIVATE KEY" ->
                    throw new IOException(
                            name
                                    + " is a key of SSH, expected one of TLS; this turns a copy of it"
                                    + " into one: ssh-keygen -p -m PKCS8 -N '' -f new-key.pem");
            default ->
                    throw new IOException(
                            name
                                    + " is a "
                                    + block.label()
                                    + ", expected one of RSA, EC or Ed25519: openssl genpkey"
                                    + " -algorithm RSA -out new-key.pem");
        };
    }

    private static byte[] curve(PemFile pem, byte[] key) throws IOException {
        Optional<byte[]> own;
        try {
            own = Der.curve(key);
        } catch (IOException e) {
            throw damaged(pem.file().toString());
        }
        return own.or(
                        () ->
                                pem.blocks().stream()
                                        .filter(block -> block.label().equals("EC PARAMETERS"))
                                        .findFirst()
                                        .flatMap(Block::bytes))
                .orElseThrow(
                        () ->
                                new IOException(
                                        pem.file()
                                                + " does not say of which curve it is, expected a"
                                                + " key as openssl makes it: openssl genpkey"
                                                + " -algorithm EC -pkeyopt ec_paramgen_curve:P-256"
                                                + " -out new-key.pem"));
    }

    private static PrivateKey key(String name, byte[] pkcs8) throws IOException {
        var spec = new PKCS8EncodedKeySpec(pkcs8);
        IOException failure =
                new IOException(
                        name
                                + ": a key that is damaged, or of a kind that TLS in Java does not"
                                + " know, expected one of RSA, EC (P-256, P-384, P-521) or Ed25519;"
                                + " this says what it is: openssl pkey -noout -text -in "
                                + name);
        for (String algorithm : ALGORITHMS) {
            try {
                PrivateKey key = KeyFactory.getInstance(algorithm).generatePrivate(spec);
                // Java reads keys of curves with which it cannot sign.
                Proof.of(key);
                return key;
            } catch (GeneralSecurityException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private static IOException damaged(String name) {
        return new IOException(
                name
                        + ": a key that is damaged, expected one that this reads: openssl pkey"
                        + " -noout -in "
                        + name);
    }
}
