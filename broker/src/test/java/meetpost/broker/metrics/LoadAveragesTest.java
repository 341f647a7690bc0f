package meetpost.broker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Means as mosquitto(8) describes them: {@code $SYS/broker/load/#}. */
class LoadAveragesTest {

    private static final long SECOND = 1_000_000_000;

    private final Counters counters = new Counters();
    private final LoadAverages loads = new LoadAverages(0);

    @Test
    void areEmptyBeforeTheFirstTime() {
        assertEquals(new TreeMap<>(), values());
    }

    /** 100 in ten seconds are 600 a minute; 1 - exp(-1/6), exp(-1/30) and exp(-1/90) of that. */
    @Test
    void riseSlowly() {
        counters.publishReceived = 100;

        loads.update(counters, 10 * SECOND);

        assertEquals("92.11", values().get("publish/received/1min"));
        assertEquals("19.67", values().get("publish/received/5min"));
        assertEquals("6.63", values().get("publish/received/15min"));
    }

    @Test
    void settleAtWhatGoesOn() {
        for (int minute = 1; minute <= 120; minute++) {
            counters.connects = 3L * minute;
            loads.update(counters, minute * 60L * SECOND);
        }

        assertEquals("3.00", values().get("connections/1min"));
        assertEquals("3.00", values().get("connections/5min"));
        assertEquals("3.00", values().get("connections/15min"));
    }

    @Test
    void haveTheNamesThatMosquittoGivesThem() {
        loads.update(counters, SECOND);

        assertEquals(
                "[bytes/received, bytes/sent, connections, messages/received, messages/sent,"
                        + " publish/dropped, publish/received, publish/sent, sockets]",
                values().keySet().stream()
                        .filter(name -> name.endsWith("/15min"))
                        .map(name -> name.replace("/15min", ""))
                        .toList()
                        .toString());
        assertEquals(27, values().size());
    }

    private Map<String, String> values() {
        var values = new TreeMap<String, String>();
        loads.each(values::put);
        return values;
    }
}
