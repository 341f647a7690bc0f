package meetpost.broker.pem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in every form that openssl writes; each line that is advised is typed. */
@Timeout(120)
class PemTest {

    @TempDir static Path directory;

    private static OpenSsl openssl;

    @BeforeAll
    static void makesKeys() throws Exception {
        openssl = new OpenSsl(directory);
        openssl.run(
                """
                openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out rsa.key
                openssl rsa -in rsa.key -traditional -out rsa-pkcs1.key
                openssl rsa -in rsa.key -traditional -aes128 -passout pass:geheim -out rsa-pkcs1-encrypted.key
                openssl pkcs8 -topk8 -in rsa.key -passout pass:geheim -out rsa-encrypted.key
                openssl pkey -in rsa.key -outform DER -out rsa.der
                openssl rsa -in rsa.key -traditional -outform DER -out rsa-pkcs1.der
                for curve in prime256v1 secp384r1 secp521r1; do
                  openssl ecparam -name $curve -genkey -out ec-$curve-parameters.key
                  openssl ecparam -name $curve -genkey -noout -out ec-$curve-sec1.key
                  openssl pkcs8 -topk8 -nocrypt -in ec-$curve-sec1.key -out ec-$curve.key
                done
                openssl ec -in ec-prime256v1-sec1.key -aes128 -passout pass:geheim -out ec-encrypted.key
                openssl ec -in ec-prime256v1-sec1.key -outform DER -out ec-sec1.der
                openssl ecparam -name secp256k1 -genkey -noout -out ec-unknown.key
                openssl genpkey -algorithm ED25519 -out ed.key
                openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out other.key
                openssl pkey -in rsa.key -pubout -out public.key
                sed 's/$/\\r/' rsa-pkcs1.key > crlf.key
                printf '\\357\\273\\277' | cat - rsa.key > marked.key
                head -n 3 rsa.key > cut.key
                sed '5s/./-/g' rsa-pkcs1.key > dashed.key
                openssl req -x509 -key other.key -subj /CN=ca -days 2 -out ca.pem
                for key in rsa ec-prime256v1 ed; do
                  openssl req -new -key $key.key -subj /CN=$key -addext subjectAltName=DNS:localhost -out $key.csr
                  openssl x509 -req -in $key.csr -CA ca.pem -CAkey other.key -CAcreateserial -days 2 -copy_extensions copy -out $key.pem
                done
                cat rsa.pem ca.pem > chain.pem
                cat ca.pem rsa.pem > turned.pem
                cat rsa.pem ed.pem > stranger.pem
                openssl x509 -in rsa.pem -text > text.pem
                openssl x509 -in rsa.pem -outform DER -out certificate.der
                openssl req -x509 -key rsa.key -subj /CN=localhost -days 2 -out nameless.pem
                openssl pkcs12 -export -in rsa.pem -inkey rsa.key -passout pass:geheim -out store.p12
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.key, rsa.key",
        "rsa-pkcs1.key, rsa.key",
        "crlf.key, rsa.key",
        "marked.key, rsa.key",
        "ec-prime256v1-sec1.key, ec-prime256v1.key",
        "ec-prime256v1-parameters.key, ec-prime256v1-parameters.key",
        "ec-secp384r1-sec1.key, ec-secp384r1.key",
        "ec-secp384r1-parameters.key, ec-secp384r1-parameters.key",
        "ec-secp521r1-sec1.key, ec-secp521r1.key",
        "ec-secp521r1-parameters.key, ec-secp521r1-parameters.key",
        "ed.key, ed.key",
    })
    void readsPkcs8AndPkcs1AndSec1(String file, String same) throws Exception {
        PrivateKey key = PemKey.of(pem(file));

        // As openssl puts it into PKCS #8.
        openssl.run(
                "openssl pkcs8 -topk8 -nocrypt -outform DER -in " + same + " -out expected.der");
        byte[] expected = Files.readAllBytes(directory.resolve("expected.der"));
        assertEquals("PKCS#8", key.getFormat());
        assertEquals(secret(PemKey.of(PemFile.of(Path.of("same"), pkcs8(expected)))), secret(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-encrypted.key", "rsa-pkcs1-encrypted.key", "ec-encrypted.key"})
    void namesTheLineThatDecryptsAnEncryptedOne(String file) throws Exception {
        String words = refusal(file);

        assertTrue(
                words.startsWith(
                        directory.resolve(file)
                                + " is encrypted, and nobody is there to type its password"),
                words);
        typed(words, "this makes one without: ", " -passin pass:geheim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.der", "rsa-pkcs1.der", "ec-sec1.der"})
    void namesTheLineThatMakesPemOfDer(String file) throws Exception {
        String words = refusal(file);

        assertTrue(words.startsWith(directory.resolve(file) + " is DER, expected PEM"), words);
        typed(words, "this makes it so: ", "");
    }

    @Test
    void namesTheLineThatTakesAKeyOutOfAStore() throws Exception {
        String words = refusal("store.p12");

        assertTrue(
                words.startsWith(directory.resolve("store.p12") + " is a PKCS #12 store"), words);
        typed(words, "this makes a key of it: ", " -passin pass:geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "public.key, no private key in it but PUBLIC KEY",
        "rsa.pem, no private key in it but CERTIFICATE",
        "cut.key, no private key in it",
        "dashed.key, no private key in it",
        "ec-unknown.key, a key that is damaged or of a kind",
    })
    void saysWhatIsNoKeyThatItKnows(String file, String part) {
        assertTrue(refusal(file).replace(",", "").contains(part), refusal(file));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, rsa.key",
        "rsa.pem, rsa-pkcs1.key",
        "chain.pem, rsa-pkcs1.key",
        "text.pem, rsa.key",
        "certificate.der, rsa.key",
        "ec-prime256v1.pem, ec-prime256v1-sec1.key",
        "ed.pem, ed.key",
    })
    void aKeyFitsItsCertificate(String certificate, String key) throws Exception {
        assertTrue(CertifiedKey.of(pem(certificate), pem(key)).hasNames());
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.pem, other.key",
        "rsa.pem, ed.key",
        "ec-prime256v1.pem, ec-secp384r1.key",
        "ed.pem, rsa.key",
    })
    void aKeyOfAnotherIsNamedWithTheLinesThatShowIt(String certificate, String key)
            throws Exception {
        String words = mismatch(certificate, key);

        assertTrue(
                words.startsWith(
                        directory.resolve(key)
                                + " is not the key of "
                                + directory.resolve(certificate)),
                words);
        String[] lines =
                words.substring(words.indexOf("openssl pkey")).split(" and (?=openssl x509)");
        assertEquals(2, lines.length, words);
        assertTrue(!openssl.run(lines[0]).equals(openssl.run(lines[1])), "they differ");
        assertEquals(
                openssl.run("openssl pkey -pubout -in rsa.key"),
                openssl.run("openssl x509 -noout -pubkey -in rsa.pem"),
                "and do not where it fits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.pem", "stranger.pem"})
    void certificatesOutOfOrderAreNamed(String file) {
        String words = mismatch(file, "rsa.key");

        assertTrue(
                words.startsWith(
                        directory.resolve(file)
                                + ": its certificates are out of order, expected that of the key"
                                + " first, then that of each one's issuer: they are of CN="),
                words);
    }

    @Test
    void oneWithoutNamesIsKnown() throws Exception {
        assertTrue(!CertifiedKey.of(pem("nameless.pem"), pem("rsa.key")).hasNames());
    }

    @Test
    void isBoundedAndFallsOverNothing() throws Exception {
        Path fifo = directory.resolve("fifo");
        openssl.run("mkfifo fifo");
        assertThrows(IOException.class, () -> PemFile.read(fifo));
        assertThrows(IOException.class, () -> PemFile.read(directory));
        assertThrows(IOException.class, () -> PemFile.of(fifo, new byte[PemFile.LARGEST + 1]));
        for (String hostile :
                List.of(
                        "-----BEGIN PRIVATE KEY-----".repeat(100_000),
                        "-----BEGIN ",
                        "-".repeat(1_000_000),
                        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
                        "-----BEGIN EC PRIVATE KEY-----\nMIT/////AgEB\n-----END EC PRIVATE KEY-----",
                        "-----BEGIN RSA PRIVATE KEY-----\n\n-----END RSA PRIVATE KEY-----")) {
            PemFile file = PemFile.of(Path.of("x"), hostile.getBytes(US_ASCII));
            assertThrows(IOException.class, () -> PemKey.of(file));
            assertThrows(IOException.class, file::certificates);
        }
    }

    /** Types what follows {@code before}, and reads the key that it made. */
    private static void typed(String words, String before, String password) throws Exception {
        String line = words.substring(words.indexOf(before) + before.length());
        Files.deleteIfExists(directory.resolve("new-key.pem"));

        openssl.run(line + password);

        PemKey.of(pem("new-key.pem"));
    }

    private static PemFile pem(String name) throws IOException {
        return PemFile.read(directory.resolve(name));
    }

    private static byte[] pkcs8(byte[] der) {
        return ("-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(der)
                        + "\n-----END PRIVATE KEY-----\n")
                .getBytes(US_ASCII);
    }

    /** Of an elliptic curve there are several ways to write the same. */
    private static Object secret(PrivateKey key) {
        return key instanceof ECPrivateKey elliptic ? elliptic.getS() : key;
    }

    private static String refusal(String name) {
        return String.valueOf(
                assertThrows(IOException.class, () -> PemKey.of(pem(name))).getMessage());
    }

    private static String mismatch(String certificate, String key) {
        return String.valueOf(
                assertThrows(IOException.class, () -> CertifiedKey.of(pem(certificate), pem(key)))
                        .getMessage());
    }
}
