package meetpost.broker.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rules of the broker that a conversation is held with. */
public enum House {

    /** Everybody may do everything. */
    OPEN,

    /**
     * Users {@code ann} with password {@code secret} and nobody else. Ann writes {@code may/#} and
     * reads {@code may/#}.
     */
    GUARDED,

    /** Everybody, but two at once, and a keep-alive of 60 s at most. */
    NARROW;

    String mosquittoSettings(Path directory) throws IOException {
        if (this != GUARDED) {
            return "allow_anonymous true\n" + (this == NARROW ? "max_keepalive 60\n" : "");
        }
        Path passwords = directory.resolve("passwords");
        Path rules = directory.resolve("acl");
        Files.writeString(passwords, "ann:secret\n");
        Files.writeString(rules, "user ann\ntopic readwrite may/#\n");
        hash(passwords);
        return "allow_anonymous false\npassword_file %s\nacl_file %s\n".formatted(passwords, rules);
    }

    private static void hash(Path passwords) throws IOException {
        var command = List.of("mosquitto_passwd", "-U", passwords.toString());
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException("mosquitto_passwd did not hash the passwords");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
