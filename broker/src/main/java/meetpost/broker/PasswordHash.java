package meetpost.broker;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA-512, RFC 8018, written {@code
 * $pbkdf2-sha512$ITERATIONS$SALT$KEY} with salt and key in base 64.
 */
final class PasswordHash {

    private static final String PREFIX = "$pbkdf2-sha512$";

    /**
     * About 80 ms on a desktop core, 0.3 s on a Raspberry Pi 4, 0.7 s on a Zero 2 W: forty boards
     * that log in after a restart are to be served within their connect time. The number stands in
     * each line, so a later version may ask for more.
     */
    private static final int ITERATIONS = 25_000;

    /** More would let a file hold up every login. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;

    /** Matches no password, and takes as long to say so. */
    static final PasswordHash NOBODY =
            new PasswordHash(ITERATIONS, new byte[SALT_BYTES], new byte[KEY_BYTES]);

    private final int iterations;
    private final byte[] salt;
    private final byte[] key;

    private PasswordHash(int iterations, byte[] salt, byte[] key) {
        this.iterations = iterations;
        this.salt = salt;
        this.key = key;
    }

    static PasswordHash of(char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS, KEY_BYTES));
    }

    /** Reads what {@link #toString} writes. */
    static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        if (!text.startsWith(PREFIX) || parts.length != 5) {
            throw new IllegalArgumentException(
                    "expected %sITERATIONS$SALT$KEY, as `meetpost passwd` writes"
                            .formatted(PREFIX));
        }
        int iterations = Integer.parseInt(parts[2]);
        byte[] salt = Base64.getDecoder().decode(parts[3]);
        byte[] key = Base64.getDecoder().decode(parts[4]);
        if (iterations < 1 || iterations > MOST_ITERATIONS || salt.length == 0 || key.length < 16) {
            throw new IllegalArgumentException("iterations, salt or key out of range");
        }
        return new PasswordHash(iterations, salt, key);
    }

    /** Compares in constant time. */
    boolean matches(char[] password) {
        boolean same = MessageDigest.isEqual(key, derive(password, salt, iterations, key.length));
        return same && this != NOBODY;
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "%s%d$%s$%s"
                .formatted(
                        PREFIX,
                        iterations,
                        base64.encodeToString(salt),
                        base64.encodeToString(key));
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations, int bytes) {
        var specification = new PBEKeySpec(password, salt, iterations, bytes * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(specification)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2WithHmacSHA512", e);
        } finally {
            specification.clearPassword();
        }
    }
}
