package meetpost.agent.sampling;

import static meetpost.agent.sampling.Bench.celsius;
import static meetpost.agent.sampling.Bench.oneWire;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import meetpost.drivers.sensor.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A 1-wire sensor without {@code rom}, and what is done on its bus while it is read. */
@Timeout(60)
class UnnamedDeviceTest extends SamplerRig {

    private static final String FIRST = "28-000000000001";
    private static final String SECOND_ROM = "28-000000000002";
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final Part.Opener opener =
            wiring -> {
                opened.add(wiring.oneWire().rom());
                return () -> celsius(21);
            };

    @Test
    void isAmbiguousAsSoonAsASecondOneIsThere() throws Exception {
        bench.roms.add(FIRST);
        run(oneWire("t", Optional.empty(), opener));
        assertEquals("0 ms: 21.0", bench.next("t").text());

        bench.ticks.awaitSleepers(2);
        bench.roms.add(SECOND_ROM);
        bench.ticks.advance(EVERY);

        assertEquals("10000 ms: wrong-device", bench.next("t").text());

        bench.ticks.awaitSleepers(2);
        bench.roms.remove(SECOND_ROM);
        bench.ticks.advance(EVERY);

        assertEquals("20000 ms: 21.0", bench.next("t").text());
    }

    @Test
    void isNotDisturbedByOthersWithItsRom() throws Exception {
        bench.roms.add(FIRST);
        run(oneWire("t", Optional.of(FIRST), opener));
        assertEquals("0 ms: 21.0", bench.next("t").text());

        bench.ticks.awaitSleepers(2);
        bench.roms.add(SECOND_ROM);
        bench.ticks.advance(EVERY);

        assertEquals("10000 ms: 21.0", bench.next("t").text());
    }

    @Test
    void isOpenedAnewWhenItIsAnotherOne() throws Exception {
        bench.roms.add(FIRST);
        run(oneWire("t", Optional.empty(), opener));
        assertEquals("0 ms: 21.0", bench.next("t").text());

        bench.ticks.awaitSleepers(2);
        bench.roms.set(0, SECOND_ROM);
        bench.ticks.advance(EVERY);

        assertEquals("10000 ms: 21.0", bench.next("t").text());
        assertEquals(List.of(FIRST, SECOND_ROM), opened);
    }

    @Test
    void saysThatItIsAnotherOneOnceAndAlsoWhenItWasAwayBetween() throws Exception {
        List<String> said = new ArrayList<>();
        var settings = oneWire("kas", Optional.empty(), opener);
        var device =
                new UnnamedDevice(
                        new SensorWiring(settings, bench.board(), bench.ticks), said::add);
        bench.roms.add(FIRST);
        assertFalse(device.isAnother());
        bench.roms.clear();
        assertFalse(device.isAnother());
        bench.roms.add(SECOND_ROM);

        assertTrue(device.isAnother());
        assertFalse(device.isAnother());

        assertEquals(
                List.of(
                        "kas: is another acme,probe than before, 28-000000000002 in the place of"
                                + " 28-000000000001; it is read on. With `rom: 28-000000000002` no"
                                + " other would be taken"),
                said);
    }
}
