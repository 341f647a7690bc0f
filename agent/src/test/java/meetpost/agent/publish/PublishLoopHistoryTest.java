package meetpost.agent.publish;

import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import meetpost.agent.link.Eventually;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

class PublishLoopHistoryTest extends PublishLoopRig {

    @Test
    void sendsWhatIsNotAcknowledgedToHistory() throws Exception {
        var lost = up();
        publishLoop.add(temperature(1, 20));
        publishLoop.add(temperature(2, 21));
        lost.awaits("sensoren/temperatuur 21.00");
        publishLoop.down();

        var way = up();

        way.awaitsCount("sensoren/temperatuur/history", 2);
        List<String> history = way.on("sensoren/temperatuur/history");
        assertTrue(history.get(0).contains("\"seq\":1,"), history.get(0));
        assertTrue(history.get(1).contains("\"seq\":2,"), history.get(1));
        assertEquals(List.of("sensoren/temperatuur 21.00"), way.on("sensoren/temperatuur"));
    }

    @Test
    void neverTakesALiveTopicBackInTime() throws Exception {
        for (int seq = 1; seq <= 50; seq++) {
            publishLoop.add(temperature(seq, seq));
        }
        var way = up();
        way.acknowledgesAtOnce();
        for (int seq = 51; seq <= 60; seq++) {
            publishLoop.add(temperature(seq, seq));
        }

        way.awaits("sensoren/temperatuur 60.00");
        way.awaitsCount("sensoren/temperatuur/history", 50);

        List<String> live = way.on("sensoren/temperatuur");
        double last = 49;
        for (String each : live) {
            double value = Double.parseDouble(each.split(" ")[1]);
            assertTrue(value > last, live.toString());
            last = value;
        }
        assertEquals(11, live.size(), live.toString());
    }

    /** Ten of history on their way at most: what is true now never waits for what was. */
    @Test
    void letsTheLiveOvertakeHistory() throws Exception {
        for (int seq = 1; seq <= 500; seq++) {
            publishLoop.add(temperature(seq, seq));
        }
        var way = up();
        way.awaitsCount("sensoren/temperatuur/history", 10);

        publishLoop.add(kas(1, 20));
        publishLoop.state("actuatoren/pomp", "ON", 1);

        way.awaits("actuatoren/pomp ON");
        way.awaits("sensoren/kas/reading");
        assertEquals(10, way.on("sensoren/temperatuur/history").size());
    }

    @Test
    void sendsHistoryAtABoundedRate() throws Exception {
        for (int seq = 1; seq <= 60; seq++) {
            publishLoop.add(temperature(seq, seq));
        }
        var way = up();
        long since = System.nanoTime();
        way.acknowledgesAtOnce();

        way.awaitsCount("sensoren/temperatuur/history", 60);

        Duration took = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(took.compareTo(Duration.ofMillis(500)) > 0, "60 in " + took);
    }

    @Test
    void treatsTheFirstReadingsOfAStartAsOfNow() throws Exception {
        publishLoop.add(temperature(1, 20));
        publishLoop.add(kas(1, 21));

        var way = up();
        way.acknowledgesAtOnce();

        Eventually.within(5, "confirmed", () -> outbox.size() == 0);
        assertEquals(List.of("sensoren/temperatuur 20.00"), way.on("sensoren/temperatuur"));
        assertEquals(List.of(), way.on("sensoren/temperatuur/history"));
    }

    @Test
    void saysOfflineLastAndKeepsHistory() throws Exception {
        for (int seq = 1; seq <= 500; seq++) {
            publishLoop.add(temperature(seq, seq));
        }
        var way = up();
        way.acknowledgesAtOnce();
        way.awaits("sensoren/temperatuur 500.00");
        publishLoop.state("actuatoren/pomp", "OFF", 1);

        boolean known = publishLoop.farewell(Duration.ofSeconds(2));

        List<String> all = way.published();
        assertTrue(known);
        assertEquals(STATUS + " offline", all.get(all.size() - 1));
        assertTrue(all.contains("actuatoren/pomp OFF"));
        assertTrue(outbox.size() > 300, outbox.size() + " left");
    }

    /** "During a fault the retained number stays what it last was", also of one quantity. */
    @Test
    void aQuantityThatFailedWhileTheBrokerWasAwayIsShownAsItWasLast() throws Exception {
        var before = up();
        before.acknowledgesAtOnce();
        publishLoop.add(kas(1, 20));
        Eventually.within(60, "confirmed", () -> outbox.size() == 0);
        publishLoop.down();
        publishLoop.add(reading(2, measured(TEMPERATURE, 21), measured(RELATIVE_HUMIDITY, 60)));
        publishLoop.add(reading(3, measured(TEMPERATURE, 22)));

        var way = up();
        way.acknowledgesAtOnce();
        Eventually.within(60, "confirmed", () -> outbox.size() == 0);

        assertEquals(List.of("sensoren/kas/temperatuur 22.00"), way.on("sensoren/kas/temperatuur"));
        assertEquals(List.of("sensoren/kas/vochtigheid 60.0"), way.on("sensoren/kas/vochtigheid"));
        List<String> whole = way.on("sensoren/kas/reading");
        assertEquals(1, whole.size(), whole.toString());
        assertTrue(whole.get(0).contains("\"seq\":3,"), whole.get(0));
    }

    /** Settings gave the sensor another part: a humidity is no temperature. */
    @Test
    void whatANewPartDoesNotMeasureIsNotShownOnItsTopic() throws Exception {
        publishLoop.add(reading(1, measured(TEMPERATURE, 21), measured(RELATIVE_HUMIDITY, 60)));
        readings.sensors(List.of(TestAgent.sensor("kas", List.of(TEMPERATURE), false)));

        var way = up();
        way.acknowledgesAtOnce();
        Eventually.within(60, "confirmed", () -> outbox.size() == 0);

        assertEquals(List.of("sensoren/kas 21.00"), way.on("sensoren/kas"));
    }

    private static Reading reading(long seq, Measurement... measurements) {
        return new Reading("kas", Instant.EPOCH.plusSeconds(seq), seq, List.of(measurements));
    }

    private static Measurement measured(Quantity quantity, double value) {
        return new Measurement(quantity, value);
    }
}
