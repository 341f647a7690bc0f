package meetpost.simulator.bus;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.simulator.HandTicks;
import meetpost.simulator.chip.Tmp102Chip;
import org.junit.jupiter.api.Test;

class SimulatedBusTest {

    private static final byte[] CONFIGURATION = {0x01};

    private final HandTicks ticks = new HandTicks();
    private final SimulatedBus bus = new SimulatedBus(ticks).attach(0x48, new Tmp102Chip());

    @Test
    void hearsNothingWhereNothingIsAttached() {
        var thrown = refused(0x49);

        assertEquals(NO_ANSWER, thrown.kind());
        assertEquals("Remote I/O error", thrown.getMessage());
    }

    @Test
    void hearsNothingFromAChipThatIsPulledOff() throws IOException {
        bus.pullOff(0x48);

        assertEquals(NO_ANSWER, refused(0x48).kind());
    }

    @Test
    void givesAChipThatIsPutBackItsResetValues() throws IOException {
        bus.transfer(0x48, new byte[] {0x01, 0x61, (byte) 0xA0}, 0);
        bus.pullOff(0x48);
        bus.putBack(0x48);

        assertArrayEquals(new byte[] {0x60, (byte) 0xA0}, bus.transfer(0x48, CONFIGURATION, 2));
    }

    @Test
    void breaksOffSoManyTransfersAndIsWellAgain() throws IOException {
        bus.failNext(0x48, 2);

        assertEquals(BUS, refused(0x48).kind());
        assertEquals("Input/output error", refused(0x48).getMessage());
        assertEquals(2, bus.transfer(0x48, CONFIGURATION, 2).length);
    }

    @Test
    void runsIntoTheKernelsLimitWhileALineIsHeldLow() throws IOException {
        bus.stuck(true);

        var thrown = refused(0x48);

        assertEquals("Connection timed out", thrown.getMessage());
        assertEquals(Duration.ofSeconds(1).toNanos(), ticks.now());
        bus.stuck(false);
        assertEquals(2, bus.transfer(0x48, CONFIGURATION, 2).length);
    }

    @Test
    void takesLongerWithAChipThatStretchesTheClock() throws IOException {
        bus.slow(0x48, Duration.ofMillis(300));

        bus.transfer(0x48, CONFIGURATION, 2);

        assertEquals(Duration.ofMillis(300).toNanos(), ticks.now());
    }

    @Test
    void takesLongerWithAChipThatWakesUpSlowlyOncePerRest() throws IOException {
        bus.sleepy(0x48, Duration.ofSeconds(2));

        bus.transfer(0x48, CONFIGURATION, 2);
        bus.transfer(0x48, CONFIGURATION, 2);

        assertEquals(Duration.ofSeconds(2).toNanos(), ticks.now());
        ticks.pass(500);
        bus.transfer(0x48, CONFIGURATION, 2);
        assertEquals(Duration.ofMillis(4500).toNanos(), ticks.now());
    }

    @Test
    void tracesInTheFormOfTheDriversTranscripts() throws IOException {
        List<String> lines = new ArrayList<>();
        bus.trace(lines::add);

        bus.transfer(0x48, CONFIGURATION, 2);
        bus.transfer(0x48, CONFIGURATION, 0);
        bus.transfer(0x48, new byte[0], 1);
        refused(0x49);

        assertEquals(List.of("48 w 01 r 60 A0", "48 w 01", "48 r 60", "49 w 01 r nak"), lines);
    }

    @Test
    void letsTwoChipsShareNoAddress() {
        assertThrows(IllegalArgumentException.class, () -> bus.attach(0x48, new Tmp102Chip()));
    }

    private BusException refused(int address) {
        return assertThrows(BusException.class, () -> bus.transfer(address, CONFIGURATION, 2));
    }
}
