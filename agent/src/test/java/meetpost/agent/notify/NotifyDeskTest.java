package meetpost.agent.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.ChannelSettings;
import meetpost.agent.settings.HeartbeatSettings;
import meetpost.agent.settings.Manners;
import meetpost.agent.settings.NotifyService;
import meetpost.agent.settings.NotifySettings;
import meetpost.agent.settings.Secret;
import meetpost.agent.time.ManualTicks;
import meetpost.agent.time.SettableClock;
import org.junit.jupiter.api.Test;

class NotifyDeskTest {

    private final ManualTicks ticks = new ManualTicks();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T12:00:00Z"));
    private final List<String> sent = new ArrayList<>();
    private boolean well = true;
    private boolean reached = true;

    private final NotifyDesk desk =
            new NotifyDesk(
                    new NotifySettings(
                            List.of(channel("telefoon"), channel("kantoor")),
                            List.of(
                                    new HeartbeatSettings(
                                            "wacht",
                                            new Secret("https://example.org/ping"),
                                            Duration.ofMinutes(5)))),
                    "Kelder",
                    ZoneOffset.UTC,
                    () -> well,
                    ticks,
                    clock,
                    new NotifyDesk.Letters() {
                        @Override
                        public void send(ChannelSettings channel, Notice notice)
                                throws IOException {
                            if (!reached) {
                                throw new IOException("its server answers 500");
                            }
                            sent.add(channel.name() + ": " + notice.text());
                        }

                        @Override
                        public void beat(URI url) throws IOException {
                            sent.add(url.toString());
                        }
                    });

    private static ChannelSettings channel(String name) {
        return new ChannelSettings(
                name,
                new NotifyService.Webhook(
                        new Secret("https://example.org/" + name), Optional.empty()),
                new Manners(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsThoseWhoAreToKnow() throws Exception {
        pass(Duration.ofMinutes(3));
        desk.hear(List.of("kantoor"), frost());
        pass(Duration.ofSeconds(30));

        assertEquals(List.of("kantoor: Vorst: 1.5 °C"), sent);
    }

    @Test
    void saysWhichChannelDoesNotGetThrough() throws Exception {
        reached = false;
        pass(Duration.ofMinutes(3));
        desk.hear(List.of("telefoon"), frost());
        pass(Duration.ofSeconds(30));
        assertEquals(List.of("notify telefoon: its server answers 500"), desk.problems());

        reached = true;
        pass(Duration.ofSeconds(30));

        assertEquals(List.of(), desk.problems());
        assertEquals(List.of("telefoon: Vorst: 1.5 °C"), sent);
    }

    @Test
    void hasAHeartbeatWhileAllIsWell() throws Exception {
        pass(Duration.ofMinutes(10));
        assertEquals(List.of("https://example.org/ping", "https://example.org/ping"), sent);

        well = false;
        pass(Duration.ofMinutes(10));
        assertEquals(2, sent.size());

        well = true;
        pass(Duration.ofMinutes(5));
        assertEquals(3, sent.size());
    }

    private AlarmNews frost() {
        return new AlarmNews(
                "vorst",
                "Vorst",
                "ON",
                "Vorst: 1.5 °C",
                false,
                ticks.now(),
                Optional.of(clock.instant()));
    }

    private void pass(Duration length) throws InterruptedException {
        for (long second = 0; second < length.toSeconds(); second++) {
            ticks.advance(Duration.ofSeconds(1));
            clock.set(clock.instant().plusSeconds(1));
            desk.look();
        }
    }
}
