package meetpost.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.bridge.Bridge;
import org.junit.jupiter.api.Test;

class BridgeMetricsTest {

    @Test
    void countsWhatCrossesEachBridgeAndWhatDoesNot() {
        var text = new Exposition();

        new BridgeMetrics(List.of(new Cloud())).write(text);

        assertEquals(
                """
                meetpost_bridge_connected{bridge="cloud"} 1
                meetpost_bridge_reconnects_total{bridge="cloud"} 2
                meetpost_bridge_messages_total{bridge="cloud",direction="in"} 3
                meetpost_bridge_messages_total{bridge="cloud",direction="out"} 40
                meetpost_bridge_waiting{bridge="cloud"} 5
                meetpost_bridge_dropped_total{bridge="cloud"} 6
                meetpost_bridge_refused_total{bridge="cloud",reason="loop"} 7
                """,
                samples(text));
    }

    @Test
    void saysNothingWhereThereAreNone() {
        var text = new Exposition();

        new BridgeMetrics(List.of()).write(text);

        assertEquals("", text.toString());
    }

    private static String samples(Exposition text) {
        return text.toString().replaceAll("(?m)^#.*\n", "");
    }

    private static final class Cloud implements Bridge {

        @Override
        public String name() {
            return "cloud";
        }

        @Override
        public void start() {}

        @Override
        public void refuse() {}

        @Override
        public void settle(Duration max) {}

        @Override
        public void stop(Duration max) {}

        @Override
        public boolean connected() {
            return true;
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public long reconnects() {
            return 2;
        }

        @Override
        public long turned() {
            return 0;
        }

        @Override
        public Map<String, Long> carried() {
            return Map.of("out", 40L, "in", 3L);
        }

        @Override
        public int waiting() {
            return 5;
        }

        @Override
        public long dropped() {
            return 6;
        }

        @Override
        public Map<String, Long> refused() {
            return Map.of("loop", 7L);
        }

        @Override
        public long writtenBytes() {
            return 0;
        }
    }
}
