package meetpost.broker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * User names and passwords that were right a while ago, so that a client which comes back need not
 * wait for the hash again. Kept in memory only, as HMAC-SHA-256 (RFC 2104) under a key that this
 * process made up. A login counts as long as its line in the password file is the same. Confined to
 * the event loop.
 */
final class VerifiedLogins {

    private static final int MOST = 1_000;
    private static final Duration GOOD = Duration.ofHours(1);
    private static final String HMAC = "HmacSHA256";

    private record Login(PasswordHash line, long until) {}

    private final Map<ByteBuffer, Login> logins =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Login> eldest) {
                    return size() > MOST;
                }
            };
    private final LongSupplier now;
    private final Mac mac;

    VerifiedLogins() {
        this(System::nanoTime);
    }

    /**
     * @param now monotonic nanoseconds
     */
    VerifiedLogins(LongSupplier now) {
        this.now = now;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** Whether this was right lately, and the file still says so. Asks the file for its date. */
    boolean has(PasswordFile file, String user, byte[] password) {
        if (logins.isEmpty()) {
            return false;
        }
        Login login = logins.get(mark(file, user, password));
        return login != null
                && login.until - now.getAsLong() > 0
                && file.stillSays(user, login.line);
    }

    void add(PasswordFile file, String user, byte[] password, PasswordHash line) {
        logins.put(mark(file, user, password), new Login(line, now.getAsLong() + GOOD.toNanos()));
    }

    /** A file and a user name have no NUL in them: nothing can be moved from one to the other. */
    private ByteBuffer mark(PasswordFile file, String user, byte[] password) {
        mac.update(file.toString().getBytes(UTF_8));
        mac.update((byte) 0);
        mac.update(user.getBytes(UTF_8));
        mac.update((byte) 0);
        return ByteBuffer.wrap(mac.doFinal(password));
    }
}
