package meetpost.agent.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a command's id: the first 16 bytes of SHA-256 (FIPS 180-4) over the actuator's
 * name, a zero byte and the id, in UTF-8. The same after a restart, so it may be written to disk.
 *
 * @param high the first 8 bytes, big endian
 * @param low the next 8
 */
public record IdHash(long high, long low) {

    /** Of what a sender calls a command for that actuator. */
    public static IdHash of(String actuator, String id) {
        MessageDigest digest = sha256();
        digest.update(actuator.getBytes(UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(id.getBytes(UTF_8)));
        return new IdHash(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
