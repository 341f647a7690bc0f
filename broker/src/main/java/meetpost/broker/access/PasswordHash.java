package meetpost.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.CharBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA-512, RFC 8018, written {@code
 * $pbkdf2-sha512$ITERATIONS$SALT$KEY} with salt and key in base 64. What {@code mosquitto_passwd}
 * wrote is read too: {@code $7$ITERATIONS$SALT$KEY}, which is the same, and {@code $6$SALT$KEY},
 * one SHA-512 of password and salt.
 */
public final class PasswordHash {

    private static final String PREFIX = "$pbkdf2-sha512$";
    private static final String MOSQUITTO = "$7$";
    private static final String DIGEST = "$6$";

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
            new PasswordHash(PREFIX, ITERATIONS, new byte[SALT_BYTES], new byte[KEY_BYTES]);

    private final String form;
    private final int iterations;
    private final byte[] salt;
    private final byte[] key;

    /**
     * @param iterations 0 for a digest
     */
    private PasswordHash(String form, int iterations, byte[] salt, byte[] key) {
        this.form = form;
        this.iterations = iterations;
        this.salt = salt;
        this.key = key;
    }

    static PasswordHash of(char[] password, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] key = derive(password, salt, ITERATIONS, KEY_BYTES);
        return new PasswordHash(PREFIX, ITERATIONS, salt, key);
    }

    /** Reads what {@link #toString} writes, and Mosquitto. */
    public static PasswordHash parse(String text) {
        String[] parts = text.split("\\$", -1);
        boolean ours = text.startsWith(PREFIX) && parts.length == 5;
        boolean derived = ours || (text.startsWith(MOSQUITTO) && parts.length == 5);
        boolean digest = text.startsWith(DIGEST) && parts.length == 4;
        if (!derived && !digest) {
            throw new IllegalArgumentException(
                    "expected %sITERATIONS$SALT$KEY, as `meetpost passwd` writes"
                            .formatted(PREFIX));
        }
        int iterations = derived ? Integer.parseInt(parts[2]) : 0;
        byte[] salt = Base64.getDecoder().decode(parts[parts.length - 2]);
        byte[] key = Base64.getDecoder().decode(parts[parts.length - 1]);
        boolean inRange = digest || (iterations >= 1 && iterations <= MOST_ITERATIONS);
        if (!inRange || salt.length == 0 || key.length < 16) {
            throw new IllegalArgumentException("iterations, salt or key out of range");
        }
        return new PasswordHash(
                ours ? PREFIX : derived ? MOSQUITTO : DIGEST, iterations, salt, key);
    }

    /** Compares in constant time, and takes as long as for {@link #NOBODY} at least. */
    public boolean matches(char[] password) {
        byte[] tried =
                iterations == 0
                        ? digest(password, salt)
                        : derive(password, salt, iterations, key.length);
        if (iterations < ITERATIONS) {
            // Else the time would tell that there is such a user.
            derive(password, salt, ITERATIONS - iterations, KEY_BYTES);
        }
        return MessageDigest.isEqual(key, tried) && this != NOBODY;
    }

    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return form
                + (iterations == 0 ? "" : iterations + "$")
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(key);
    }

    private static byte[] digest(char[] password, byte[] salt) {
        try {
            var digest = MessageDigest.getInstance("SHA-512");
            digest.update(UTF_8.encode(CharBuffer.wrap(password)));
            return digest.digest(salt);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-512", e);
        }
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
