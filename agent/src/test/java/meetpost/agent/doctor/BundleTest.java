package meetpost.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import meetpost.agent.doctor.Bundle.Config;
import meetpost.agent.settings.Settings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bug report is read by strangers. */
class BundleTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @TempDir Path root;

    /** As people write them, right and wrong; the last ones are not even YAML. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt:\n  password: hunter2\n  keep-alive: 30s\n",
                "mqtt:\n  password: 'hunter2'   # mine\n",
                "mqtt:\n  \"password\": \"hunter2\"\n",
                "mqtt:\n  password: |\n    hunter2\n    and hunter2\n  keep-alive: 30s\n",
                "mqtt:\n  password:\n    hunter2\n",
                "mqtt:\n  password: \"hun\n  hunter2\"\n",
                "mqtt: {url: mqtt://kelder:1883, password: hunter2, keep-alive: 30s}\n",
                "mqtt: {password: \"hunter2\", url: mqtt://kelder:1883}\n",
                "mqtt: {url: mqtt://kelder:1883,\n  password: hunter2}\n",
                "mqtt:\n  url: mqtt://pi:hunter2@kelder:1883\n",
                "mqtt:\n  url: [\"mqtt://a:1883\", 'mqtts://pi:hunter2@b:8883']\n",
                "mqtt:\n  #password: hunter2\n",
                "mqtt:\n  password-file: hunter2\n",
                "bridges: {ttn: {username: app@ttn, api-key: hunter2}}\n",
                "mqtt:\n  passphrase: hunter2\n",
                "mqtt:\n\tpassword: hunter2\n",
                "mqtt:\n  Password : hunter2\n",
            })
    void noPasswordOfSettingsIsInIt(String settings) throws Exception {
        String text = text(settings, Optional.empty(), "mqtt refused: password was hunter2\n");

        assertFalse(text.contains("hunter2"), text);
        assertTrue(text.contains("mqtt"), text);
    }

    /** People note what they must not forget; also where it is not YAML. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# the door's code is 4711\nmqtt: {}\n",
                "mqtt: {}   # the door's code is 4711\n",
                "mqtt:\t# 4711\n",
                "mqtt:\n    #4711\n",
                "mqtt: {username: \"jan\"} #4711\n",
                "mqtt: {username: it's} # isn't 4711\n",
                "mqtt: 'a\n  # 4711\n",
                "mqtt: |\n  # 4711\n",
                "\uFEFF# 4711\nmqtt: {}\n",
                "mqtt: {}\u00A0# 4711\n",
                "mqtt: {}\r\n# 4711\r\n",
            })
    void noCommentIsInIt(String settings) throws Exception {
        String text = text(settings, Optional.empty(), "nothing");

        assertFalse(text.contains("4711"), text);
        assertTrue(text.contains("mqtt"), text);
    }

    @Test
    void aTopicFilterIsNoComment() throws Exception {
        String yaml = "bridges:\n  kas:\n    out: [\"sensoren/#\", '#']\n";

        assertTrue(text(yaml, Optional.empty(), "nothing").contains(yaml));
    }

    @Test
    void noPasswordOfAFileIsInIt() throws Exception {
        Files.writeString(root.resolve("mqtt-password"), "hunter2\n");
        String yaml =
                """
                mqtt:
                  url: mqtt://kelder:1883
                  username: pi
                  password-file: mqtt-password
                sensors: {t: {part: "maxim,ds18b20"}}
                """;

        String text = text(yaml, Optional.of(settings(yaml)), "login with hunter2 failed\n");

        assertFalse(text.contains("hunter2"), text);
        assertTrue(text.contains("  password-file: mqtt-password\n"), text);
        assertTrue(text.contains("login with (removed) failed"), text);
    }

    @Test
    void aPasswordEndsWhereItsQuotesDo() throws Exception {
        String text = text("mqtt: {password: \"a, }b\", port: 1}\n", Optional.empty(), "a, }b\n");

        assertTrue(text.contains("mqtt: {password: (removed), port: 1}"), text);
        assertFalse(text.contains("a, }b"), text);
    }

    @Test
    void aShortPasswordTakesNoWordsApart() throws Exception {
        String text = text("mqtt:\n  password: on\n", Optional.empty(), "connection: on\n");

        assertTrue(text.contains("connection: (removed)\n"), text);
    }

    @Test
    void itHasWhatABugReportNeeds() throws Exception {
        String yaml = "sensors: {t: {part: \"maxim,ds18b20\"}}\n";

        String text = text(yaml, Optional.of(settings(yaml)), "t: does not answer\n");

        assertEquals(
                """
                Meetpost, for a bug report, 2026-11-21T10:00:00Z
                Passwords and comments are removed. Read it before you give it away.

                == settings: /home/pi/my.yaml
                sensors: {t: {part: "maxim,ds18b20"}}

                == doctor
                ok    board       Raspberry Pi 4 Model B Rev 1.4
                """,
                text.substring(0, text.indexOf("\n== versions")));
        assertTrue(text.contains("\nmeetpost 0."), text);
        assertTrue(text.contains("\nJava     " + System.getProperty("java.runtime.version")), text);
        assertTrue(text.contains("\nsystem   Debian GNU/Linux 12 (bookworm)\n"), text);
        assertTrue(text.contains("== /boot/firmware/config.txt\n[all] dtparam=i2c_arm=on\n"), text);
        assertTrue(text.endsWith("\n== journal\nt: does not answer\n"), text);
    }

    private String text(String yaml, Optional<Settings> settings, String journal) throws Exception {
        MadeUpMachine pi =
                MadeUpMachine.pi4(root)
                        .file(
                                "etc/os-release",
                                "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        Programs programs =
                command ->
                        command[0].equals("journalctl") ? Optional.of(journal) : Optional.empty();
        var config = new Config("/home/pi/my.yaml", yaml);
        return new Bundle(pi.files(), programs, CLOCK, Optional.of(config), settings)
                .text(List.of("ok    board       Raspberry Pi 4 Model B Rev 1.4"));
    }

    private Settings settings(String yaml) throws Exception {
        var surroundings =
                new Surroundings("pi", Optional.empty(), Optional.empty(), root, Optional.empty());
        return new SettingsReader(surroundings).read(root.resolve("my.yaml").toString(), yaml);
    }
}
