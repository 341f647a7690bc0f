package meetpost.agent.settings.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.HeartbeatSettings;
import meetpost.agent.settings.Manners;
import meetpost.agent.settings.NotifyService;
import meetpost.agent.settings.Secret;
import meetpost.agent.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code notify:}, with its secrets beside the file. */
class NotifySectionTest {

    private static final String THINGS = "sensors: {buiten: {part: tmp102}}\n";

    @TempDir Path directory;

    @BeforeEach
    void secrets() throws Exception {
        Files.writeString(directory.resolve("topic"), "kelder-9f3\n");
        Files.writeString(directory.resolve("token"), "tk_1\n");
        Files.writeString(directory.resolve("url"), "https://example.org/geheim\n");
        Files.writeString(directory.resolve("plain-url"), "http://example.org/geheim\n");
    }

    @Test
    void readsChannelsWithTheirManners() throws Exception {
        Settings settings =
                read(
                        """
                        notify:
                          telefoon: {ntfy: "https://ntfy.sh", topic-file: topic, token-file: token, at-most: 6/h, again: 12h, quiet: {from: 22:30, to: 07:00}}
                          chat: {telegram: -100123, token-file: token}
                          hook: {webhook-file: url}
                          huis: {webhook: "http://192.168.1.5:8123/api/webhook/x"}
                          wacht: {heartbeat-file: url, every: 10m}
                        """);

        var none = new Manners(Optional.empty(), Optional.empty(), Optional.empty());
        assertEquals(
                List.of(
                        new ChannelSettings(
                                "telefoon",
                                new NotifyService.Ntfy(
                                        URI.create("https://ntfy.sh"),
                                        new Secret("kelder-9f3"),
                                        Optional.of(new Secret("tk_1"))),
                                new Manners(
                                        Optional.of(Duration.ofHours(12)),
                                        Optional.of(new Manners.AtMost(6, Duration.ofHours(1))),
                                        Optional.of(
                                                new Manners.Quiet(
                                                        LocalTime.of(22, 30),
                                                        LocalTime.of(7, 0))))),
                        new ChannelSettings(
                                "chat",
                                new NotifyService.Telegram(
                                        URI.create("https://api.telegram.org"),
                                        new Secret("tk_1"),
                                        "-100123"),
                                none),
                        new ChannelSettings(
                                "hook",
                                new NotifyService.Webhook(
                                        new Secret("https://example.org/geheim"), Optional.empty()),
                                none),
                        new ChannelSettings(
                                "huis",
                                new NotifyService.Webhook(
                                        new Secret("http://192.168.1.5:8123/api/webhook/x"),
                                        Optional.empty()),
                                none)),
                settings.notifications().channels());
        assertEquals(
                List.of(
                        new HeartbeatSettings(
                                "wacht",
                                new Secret("https://example.org/geheim"),
                                Duration.ofMinutes(10))),
                settings.notifications().heartbeats());
        assertFalse(settings.toString().contains("geheim"), settings::toString);
        assertFalse(settings.toString().contains("kelder-9f3"), settings::toString);
    }

    @Test
    void letsAlarmsNameChannels() throws Exception {
        Settings settings =
                read(
                        """
                        alarms: {vorst: {when: buiten < 2, until: buiten > 3, notify: hook, urgent: true}}
                        notify: {hook: {webhook-file: url}}
                        """);

        assertEquals(List.of("hook"), settings.alarms().get(0).channels());
        assertEquals(true, settings.alarms().get(0).urgent());
        assertEquals(
                List.of("2:63: there is no channel \"hok\", expected hook"),
                problems(
                        """
                        alarms: {vorst: {when: buiten < 2, until: buiten > 3, notify: hok}}
                        notify: {hook: {webhook-file: url}}
                        """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{every: 5m} | 10 | expected one of ntfy, telegram, webhook, webhook-file or heartbeat-file",
                "{ntfy: \"https://ntfy.sh\"} | 10 | ntfy needs \"topic-file\"",
                "{telegram: 1} | 10 | telegram needs \"token-file\"",
                "{telegram: jan, token-file: token} | 24 | \"jan\" is no chat, expected its id such as 123456789",
                "{webhook-file: url, every: 5m} | 40 | \"every\" goes with heartbeat-file, and this has webhook-file",
                "{webhook-file: plain-url} | 28 | ~what is in that file is not such a URL, expected https://…, or http:// where the address is private, with a host and without a user~",
                "{webhook-file: url, at-most: often} | 42 | ~\"often\", expected a number in a time such as 6/h~"
            })
    void saysWhatIsWrong(String channel, int column, String problem) {
        assertEquals(
                List.of("2:" + column + ": " + problem),
                problems("notify: {x: " + channel + "}\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://ntfy.sh",
                "http://172.32.0.1",
                "http://11.0.0.1",
                "ftp://localhost",
                "https://jan:geheim@example.org",
                "https:///x",
                "http://example.org.local.example.com"
            })
    void refusesWhatOthersCouldReadAlong(String url) {
        assertEquals(1, problems("notify: {x: {webhook: \"" + url + "\"}}\n").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/x",
                "http://localhost:8080",
                "http://10.1.2.3",
                "http://172.31.255.1",
                "http://[::1]:80",
                "http://[fd12::1]",
                "http://homeassistant:8123",
                "http://ntfy.home.arpa"
            })
    void takesWhatIsSafeOrNearby(String url) throws Exception {
        assertEquals(
                1,
                read("notify: {x: {webhook: \"" + url + "\"}}\n")
                        .notifications()
                        .channels()
                        .size());
    }

    private Settings read(String text) throws Exception {
        Path file = directory.resolve("meetpost.yaml");
        Files.writeString(file, THINGS + text);
        return new SettingsReader(KelderPi.SURROUNDINGS).read(file);
    }

    private List<String> problems(String text) {
        return assertThrows(SettingsException.class, () -> read(text)).problems().stream()
                .map(each -> "%s:%s: %s".formatted(each.line(), each.column(), each.text()))
                .toList();
    }
}
