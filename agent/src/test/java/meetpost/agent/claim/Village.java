package meetpost.agent.claim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import meetpost.agent.link.TopicFilters;
import meetpost.agent.time.ManualTicks;

/** Boards on a broker of a map and a loop: everything but sockets, and time on a string. */
final class Village {

    static final String TEMPERATURE = "sensoren/temperatuur";
    static final String PUMP = "actuatoren/pomp";

    final ManualTicks ticks = new ManualTicks();
    final Map<String, String> retained = new LinkedHashMap<>();
    final List<Resident> connected = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    long bytes;
    private int runs;

    /** Whoever is connected and subscribed gets it. */
    void publish(String topic, String payload, boolean retain) {
        if (retain && payload.isEmpty()) {
            retained.remove(topic);
        } else if (retain) {
            retained.put(topic, payload);
        }
        log.add(topic + " " + payload);
        List.copyOf(connected).forEach(each -> each.hear(topic, payload, false));
    }

    /** Until nobody has anything to say. */
    void settle() {
        boolean busy = true;
        for (int round = 0; busy; round++) {
            if (round > 200) {
                throw new AssertionError("they talk for ever: " + log);
            }
            busy = false;
            for (Resident each : List.copyOf(connected)) {
                busy |= each.turn();
            }
        }
    }

    /** Time goes by, in steps in which everybody looks. */
    void after(Duration time) {
        for (Duration gone = Duration.ZERO; gone.compareTo(time) < 0; ) {
            ticks.advance(Duration.ofMillis(500));
            gone = gone.plusMillis(500);
            settle();
        }
    }

    Resident board(String device, String hash) {
        return new Resident(device, hash, Optional.empty(), claims(device));
    }

    Resident board(String device, String hash, Path state) {
        try {
            Files.createDirectories(state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Resident(device, hash, Optional.of(state), claims(device));
    }

    static List<Claim> claims(String device) {
        return List.of(
                new Claim("apparaten/" + device, Set.of(), false),
                new Claim(TEMPERATURE, Set.of(), false),
                new Claim("sensoren/kas", Set.of("temperatuur", "luchtdruk"), false),
                new Claim(PUMP, Set.of(), false));
    }

    /** One start of a board's program. */
    final class Resident {

        final String device;
        final String hash;
        final Neighbourhood neighbourhood;
        private boolean introduced;
        private final String session;

        Resident(String device, String hash, Optional<Path> state, List<Claim> claims) {
            this.device = device;
            this.hash = hash;
            runs++;
            session = hash + "-" + "%08x".formatted(runs);
            neighbourhood =
                    new Neighbourhood(
                            new Self(new Board(device, hash), session, "", "apparaten/"),
                            claims,
                            state,
                            ticks,
                            new Random(runs),
                            () -> {});
        }

        Resident connect() {
            introduced = false;
            neighbourhood.opened();
            Map.copyOf(retained).forEach((topic, payload) -> hear(topic, payload, true));
            connected.add(this);
            neighbourhood.begin();
            return this;
        }

        /** Connects and hears who is there. */
        Resident join() {
            connect();
            settle();
            return this;
        }

        /** Without a word; the broker publishes the will. */
        void cut() {
            connected.remove(this);
            publish("apparaten/" + device + "/status", "offline", true);
            // Whoever else has that device id says that it is there.
            connected.stream()
                    .filter(each -> each.device.equals(device) && each.isPresent())
                    .findFirst()
                    .ifPresent(each -> publish(each.status(), "online", true));
            settle();
        }

        /** The broker died too: nobody publishes the will. */
        void vanish() {
            connected.remove(this);
        }

        void claims(List<Claim> fresh) {
            neighbourhood.claims(fresh);
            sayInfo();
            settle();
        }

        boolean publishes(String topic) {
            return connected.contains(this)
                    && !neighbourhood.isHearing()
                    && neighbourhood.standing().isOpen(topic);
        }

        String conflicts() {
            return String.join(
                    "; ",
                    neighbourhood.standing().conflicts().stream().map(Conflict::text).toList());
        }

        private void hear(String topic, String payload, boolean stored) {
            if (neighbourhood.filters().stream()
                    .anyMatch(each -> TopicFilters.matches(each, topic))) {
                bytes += topic.length() + payload.length();
                neighbourhood.heard(topic, payload.getBytes(UTF_8), stored);
            }
        }

        boolean turn() {
            boolean changed = neighbourhood.work();
            List<Said> said = neighbourhood.take();
            said.forEach(each -> publish(each.topic(), each.payload(), false));
            if (neighbourhood.isHearing()) {
                return !said.isEmpty();
            }
            if (!isPresent()) {
                return !said.isEmpty() || changed;
            }
            if (!introduced) {
                publish(status(), "online", true);
            }
            if (!introduced || changed) {
                introduced = true;
                sayInfo();
                return true;
            }
            return !said.isEmpty();
        }

        private String status() {
            return "apparaten/" + device + "/status";
        }

        private boolean isPresent() {
            return neighbourhood.standing().isOpen(status());
        }

        private void sayInfo() {
            JsonStringWriter json = JsonWriter.string().object().value("session", session);
            neighbourhood.describe(json, 7000);
            publish("apparaten/" + device + "/info", json.end().done(), true);
        }
    }
}
