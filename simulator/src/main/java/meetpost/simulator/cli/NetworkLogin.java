package meetpost.simulator.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import meetpost.agent.settings.Secret;
import meetpost.broker.access.PasswordFile;

/**
 * Who is let in from the network, for as long as one simulation runs.
 *
 * @param hashed the broker's password file
 * @param plain the password alone, readable by its owner: for the other subcommands of this user
 */
record NetworkLogin(String user, String password, Path hashed, Path plain) {

    /** Not l, which looks like 1, nor what people pronounce in two ways. */
    private static final String CONSONANTS = "bdfghjkmnprstvwz";

    private static final String VOWELS = "aeiou";
    private static final int SYLLABLES = 6;

    NetworkLogin {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        requireNonNull(hashed, "hashed");
        requireNonNull(plain, "plain");
    }

    /**
     * Makes one up and writes its two files to {@code directory}. Takes under a second.
     *
     * <p>Six syllables, all in small letters, so that a telephone's keyboard need not be switched
     * and it can be said aloud: 80⁶ of them, 38 bits. It is guessed over the network only, where a
     * broker hashes some twelve a second: 350 years for half of them, and it lives for one run.
     */
    static NetworkLogin any(Path directory, RandomGenerator random) throws IOException {
        var password = new StringBuilder();
        for (int syllable = 0; syllable < SYLLABLES; syllable++) {
            password.append(CONSONANTS.charAt(random.nextInt(CONSONANTS.length())));
            password.append(VOWELS.charAt(random.nextInt(VOWELS.length())));
        }
        var login =
                new NetworkLogin(
                        "meetpost",
                        password.toString(),
                        directory.resolve("network-passwords"),
                        directory.resolve("network-password"));
        new PasswordFile(login.hashed).put(login.user, login.password.toCharArray());
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(login.plain, ownerOnly);
        Files.writeString(login.plain, login.password + "\n");
        return login;
    }

    /** Whether that is he. Takes as long for a wrong password. */
    boolean admits(String name, String word) {
        boolean right = MessageDigest.isEqual(word.getBytes(UTF_8), password.getBytes(UTF_8));
        return right && name.equals(user);
    }

    Secret secret() {
        return new Secret(password);
    }
}
