package meetpost.broker.pem;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRL;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A file of PEM blocks (RFC 7468), with whatever text between them. Its messages name the file, and
 * the line of openssl that helps.
 */
public final class PemFile {

    /** All authorities of the world are 220 KB in Debian's file. */
    public static final int LARGEST = 4 << 20;

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** None that openssl knows is longer. */
    private static final int LONGEST_LABEL = 40;

    private final Path file;
    private final byte[] bytes;
    private final List<Block> blocks;

    /** What stands between two lines of dashes. */
    record Block(String label, String text) {

        /** Empty if it is not base64. */
        Optional<byte[]> bytes() {
            try {
                return Optional.of(Base64.getMimeDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    private PemFile(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        this.blocks = blocks(new String(bytes, ISO_8859_1));
    }

    /** Each place is looked at once, so that a hostile file costs its length. */
    private static List<Block> blocks(String text) {
        List<Block> found = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int name = begin + BEGIN.length();
            int nameEnd = text.indexOf(DASHES, name);
            int body = nameEnd + DASHES.length();
            int end = nameEnd < 0 ? -1 : text.indexOf(DASHES, body);
            if (end < 0) {
                break;
            }
            String label = text.substring(name, Math.min(nameEnd, name + LONGEST_LABEL));
            if (text.startsWith("-----END " + label + DASHES, end)) {
                found.add(new Block(label, text.substring(body, end)));
            }
            // Of one that is cut short, the next one's first line may be here.
            begin = text.indexOf(BEGIN, end);
        }
        return List.copyOf(found);
    }

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, is no regular file, or is larger than 4 MB
     */
    public static PemFile read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file, expected one in PEM");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return of(file, in.readNBytes(LARGEST + 1));
        }
    }

    /**
     * One that was read.
     *
     * @throws IOException if it is larger than 4 MB
     */
    public static PemFile of(Path file, byte[] bytes) throws IOException {
        if (bytes.length > LARGEST) {
            throw new IOException(file + " is larger than 4 MB, expected certificates or a key");
        }
        return new PemFile(file, bytes.clone());
    }

    /** As it was named. */
    public Path file() {
        return file;
    }

    /** Whether a private key is in it, in whatever form. */
    public boolean hasKey() {
        return blocks.stream().anyMatch(block -> block.label().endsWith("PRIVATE KEY"));
    }

    List<Block> blocks() {
        return blocks;
    }

    byte[] bytes() {
        return bytes;
    }

    /**
     * All certificates in it, in their order; one that is not PEM but DER counts too.
     *
     * @throws IOException if there is none, or one that is none
     */
    public List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                byte[] der = block.bytes().orElseThrow(() -> noCertificate("it is not base64"));
                found.addAll(parsed(der));
            }
        }
        if (found.isEmpty() && blocks.isEmpty() && bytes.length > 0 && bytes[0] == Der.SEQUENCE) {
            found.addAll(parsed(bytes));
        }
        if (found.isEmpty()) {
            throw new IOException(
                    "%s: no certificate in it%s, expected PEM (`BEGIN CERTIFICATE`)"
                            .formatted(file, labels()));
        }
        return found;
    }

    /**
     * The lists of revoked certificates in it, PEM or DER (RFC 5280, section 5).
     *
     * @throws IOException if there is none, or one that is none
     */
    public List<X509CRL> revocations() throws IOException {
        try {
            List<X509CRL> found = new ArrayList<>();
            for (CRL each :
                    CertificateFactory.getInstance("X.509")
                            .generateCRLs(new ByteArrayInputStream(bytes))) {
                found.add((X509CRL) each);
            }
            if (!found.isEmpty()) {
                return found;
            }
        } catch (CRLException | CertificateException e) {
            throw noList(e);
        }
        throw noList(new IOException("nothing in it"));
    }

    private IOException noList(Exception cause) {
        return new IOException(
                "%s: no list of revoked certificates in it%s, expected PEM (`BEGIN X509 CRL`)"
                        .formatted(file, labels()),
                cause);
    }

    private List<X509Certificate> parsed(byte[] der) throws IOException {
        try {
            List<X509Certificate> found = new ArrayList<>();
            for (Certificate each :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(der))) {
                found.add((X509Certificate) each);
            }
            return found;
        } catch (CertificateException e) {
            IOException wrong = noCertificate(String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        }
    }

    private IOException noCertificate(String why) {
        return new IOException(
                "%s: a certificate in it is damaged, expected one that `openssl x509 -noout -in %s` reads: %s"
                        .formatted(file, file, why));
    }

    /** What else is in it, for a message. */
    String labels() {
        return blocks.isEmpty()
                ? ""
                : " but "
                        + String.join(", ", blocks.stream().map(Block::label).distinct().toList());
    }
}
