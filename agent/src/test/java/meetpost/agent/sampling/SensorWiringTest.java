package meetpost.agent.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.sensor.Part.Opener;
import meetpost.drivers.sensor.SensorException;
import org.junit.jupiter.api.Test;

class SensorWiringTest {

    private static final Opener NONE =
            wiring -> {
                throw new AssertionError("nobody opens it");
            };

    private final Bench bench = new Bench();

    @Test
    void takesTheRomThatIsConfiguredWhateverElseIsThere() throws Exception {
        bench.roms.addAll(List.of("28-000000000001", "28-000000000002"));

        assertEquals("28-0316a2791cff", wiring(Optional.of("28-0316a2791cff")).oneWire().rom());
    }

    @Test
    void takesTheOnlyOneOfItsFamily() throws Exception {
        bench.roms.addAll(List.of("10-000000000001", "28-0316a2791cff"));

        assertEquals("28-0316a2791cff", wiring(Optional.empty()).oneWire().rom());
    }

    @Test
    void saysThatTheBusIsEmpty() {
        var thrown = assertThrows(BusException.class, () -> wiring(Optional.empty()).oneWire());

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
        assertEquals("no acme,probe on the 1-wire bus, found nothing", thrown.getMessage());
    }

    @Test
    void namesWhatIsThereInstead() {
        bench.roms.addAll(List.of("10-000000000001", "3b-000000000002"));

        var thrown = assertThrows(BusException.class, () -> wiring(Optional.empty()).oneWire());

        assertEquals(
                "no acme,probe on the 1-wire bus, found 10-000000000001, 3b-000000000002",
                thrown.getMessage());
    }

    @Test
    void refusesToChooseBetweenTwo() {
        bench.roms.addAll(List.of("28-000000000001", "28-000000000002"));

        var thrown = assertThrows(SensorException.class, () -> wiring(Optional.empty()).oneWire());

        assertEquals(SensorException.Kind.WRONG_DEVICE, thrown.kind());
        assertEquals(
                "2 devices could be this acme,probe: 28-000000000001, 28-000000000002; expected"
                        + " `rom:` to name one of them",
                thrown.getMessage());
    }

    @Test
    void refusesADriverThatAsksForAnotherBus() {
        assertThrows(IllegalStateException.class, () -> wiring(Optional.empty()).i2c());
        assertThrows(IllegalStateException.class, () -> wiring(Optional.empty()).kernelFile());
    }

    @Test
    void waitsOnTheTicksOfTheProgram() throws Exception {
        var waiting = wiring(Optional.empty());
        var thread =
                new Thread(
                        () -> {
                            try {
                                waiting.pause().of(Duration.ofDays(1));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        thread.start();
        bench.ticks.awaitSleepers(1);

        bench.ticks.advance(Duration.ofDays(1));
        thread.join(20_000);

        assertEquals(Thread.State.TERMINATED, thread.getState());
    }

    private SensorWiring wiring(Optional<String> rom) {
        SensorSettings settings = Bench.oneWire("t", rom, NONE);
        return new SensorWiring(settings, bench.board(), bench.ticks);
    }
}
