package meetpost.broker.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password file goes on to work that mosquitto_passwd 2.0.11 made: both lines are its own. */
class MosquittoPasswordsTest {

    private static final String PBKDF2 =
            "$7$101$+dAwPfh/pV3OxYz9$wIlgMnCRSpxtokPeUslbAZRof8nTospyYky/oXGsIwKkJS3cD5DlWNezRqF6X3ga"
                    + "Q7HMqXpYNFIOc9U8kRjs+g==";
    private static final String SHA512 =
            "$6$PLBlvZMe753V7oiz$sVMWvlsaHxXvDRUyh2qKFnED+JH44IHpHDf/UXip5Jz3K1Fy2yuQkA/49Ig+QJCQ1/R"
                    + "/le/DHppITWF7nm3YPQ==";

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {PBKDF2, SHA512})
    void letsInWithTheRightPasswordOnly(String line) {
        PasswordHash hash = PasswordHash.parse(line);

        assertTrue(hash.matches("geheim".toCharArray()));
        assertFalse(hash.matches("geheim ".toCharArray()));
        assertFalse(hash.matches("".toCharArray()));
        assertEquals(line, hash.toString());
    }

    @Test
    void passwdAddsAUserAndLeavesTheOthersAsTheyWere() throws Exception {
        Path file = directory.resolve("passwd");
        Files.writeString(file, "kelder:" + PBKDF2 + "\noud:" + SHA512 + "\n");

        new PasswordFile(file).put("zolder", "anders".toCharArray());

        assertTrue(
                Files.readString(file)
                        .startsWith("kelder:" + PBKDF2 + "\noud:" + SHA512 + "\nzolder:$pbkdf2-"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$7$0$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
                "$7$10000001$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
                "$7$101$$AAAAAAAAAAAAAAAAAAAAAAAA",
                "$7$101$AAAA$AAAA",
                "$6$AAAA$AAAA",
                "$6$1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
                "$5$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
                "geheim"
            })
    void refusesWhatIsNoHash(String line) {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(line));
    }
}
