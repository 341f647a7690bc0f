package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a Pi4J platform that notes what it is asked. */
class Pi4jBoardTest {

    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final Context context =
            Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .add(platform.i2c(), platform.output(), platform.input())
                    .build();
    private final Pi4jBoard board = board(I2cTree.FREE);

    @AfterEach
    void closeTheBoard() {
        board.close();
    }

    @Test
    void writesInOneTransaction() throws Exception {
        new I2cDevice(board.i2c(1), 0x76).write(0xF4, 0x25);

        assertEquals(List.of("1-76 write F425"), platform.calls);
    }

    @Test
    void readsInOneTransaction() throws Exception {
        platform.answer = new byte[] {(byte) 0x88, 0x47, 0x3F};

        byte[] answer = new I2cDevice(board.i2c(1), 0x70).read(3);

        assertArrayEquals(new byte[] {(byte) 0x88, 0x47, 0x3F}, answer);
        assertEquals(List.of("1-70 read 3"), platform.calls);
    }

    @Test
    void readsARegisterWithARepeatedStart() throws Exception {
        platform.answer = new byte[] {0x60};

        byte[] answer = new I2cDevice(board.i2c(3), 0x76).readFrom(0xD0, 1);

        assertArrayEquals(new byte[] {0x60}, answer);
        assertEquals(List.of("3-76 readRegister D0 1 at 0"), platform.calls);
    }

    @Test
    void opensABusOnceAndEachAddressOnce() throws Exception {
        assertSame(board.i2c(1), board.i2c(1));

        new I2cDevice(board.i2c(1), 0x76).write(1);
        new I2cDevice(board.i2c(1), 0x76).write(2);

        assertEquals(List.of("1-76 write 01", "1-76 write 02"), platform.calls);
    }

    /** The texts of strerror, as the kernel's drivers give them for a missing acknowledge. */
    @ParameterizedTest
    @CsvSource({
        "Remote I/O error, NO_ANSWER",
        "No such device or address, NO_ANSWER",
        "Permission denied, PERMISSION",
        "Device or resource busy, BUS",
        "Connection timed out, BUS",
        "Input/output error, BUS",
        "Resource temporarily unavailable, BUS"
    })
    void tellsWhatAFailureMeans(String text, BusException.Kind kind) throws Exception {
        var device = new I2cDevice(board.i2c(1), 0x48);
        platform.failure = Optional.of(new IOException(text));

        var thrown = assertThrows(BusException.class, () -> device.readFrom(0, 2));

        assertEquals(kind, thrown.kind());
        assertTrue(
                kind == PERMISSION || thrown.getMessage().startsWith("0x48 on I2C bus 1"),
                thrown.getMessage());
        assertFalse(thrown.getMessage().contains("Exception"), thrown.getMessage());
    }

    @Test
    void namesTheTextOfAFailureThatItDoesNotKnow() throws Exception {
        var device = new I2cDevice(board.i2c(1), 0x48);
        platform.failure = Optional.of(new IOException("Protocol error"));

        var thrown = assertThrows(BusException.class, () -> device.write(0));

        assertEquals(BUS, thrown.kind());
        assertTrue(thrown.getMessage().endsWith(": Protocol error"), thrown.getMessage());
    }

    /** Else Pi4J 2.8.0 would send the next plain write to the device that was selected before. */
    @Test
    void selectsNobodyAfterAFailureOfTheBus() throws Exception {
        var device = new I2cDevice(board.i2c(1), 0x48);
        platform.failure = Optional.of(new IOException("Device or resource busy"));
        assertThrows(BusException.class, () -> device.write(1));
        platform.failure = Optional.empty();

        device.write(2);

        assertEquals(List.of("1-48 write 01", "1-03 execute", "1-48 write 02"), platform.calls);
    }

    @Test
    void selectsNothingElseWhenADeviceIsNotThere() throws Exception {
        var device = new I2cDevice(board.i2c(1), 0x48);
        platform.failure = Optional.of(new IOException("Remote I/O error"));

        assertThrows(BusException.class, () -> device.write(1));

        assertEquals(List.of("1-48 write 01"), platform.calls);
    }

    @Test
    void refusesAReadThatEndsEarly() throws Exception {
        var device = new I2cDevice(board.i2c(1), 0x48);
        platform.answer = new byte[1];

        var thrown = assertThrows(BusException.class, () -> device.read(2));

        assertEquals(BUS, thrown.kind());
        assertTrue(thrown.getMessage().contains("1 bytes, expected 2"), thrown.getMessage());
    }

    @Test
    void refusesAnAddressThatADriverOfTheKernelOwns() throws Exception {
        try (var owned =
                board(
                        new I2cTree() {
                            @Override
                            public List<Integer> buses() {
                                return List.of(1);
                            }

                            @Override
                            public void check(int bus) {}

                            @Override
                            public Optional<String> driver(int bus, int address) {
                                return address == 0x68
                                        ? Optional.of("rtc-ds1307")
                                        : Optional.empty();
                            }
                        })) {
            var device = new I2cDevice(owned.i2c(1), 0x68);

            var thrown = assertThrows(BusException.class, () -> device.read(1));

            assertEquals(BUS, thrown.kind());
            assertTrue(thrown.getMessage().contains("rtc-ds1307"), thrown.getMessage());
            assertEquals(List.of(), platform.calls);
        }
    }

    @Test
    void asksAgainForABusThatWasNotThere() throws Exception {
        var there = new boolean[1];
        try (var late =
                board(
                        new I2cTree() {
                            @Override
                            public List<Integer> buses() {
                                return List.of(1);
                            }

                            @Override
                            public void check(int bus) throws BusException {
                                if (!there[0]) {
                                    throw new BusException(BUS, "no bus");
                                }
                            }

                            @Override
                            public Optional<String> driver(int bus, int address) {
                                return Optional.empty();
                            }
                        })) {
            assertThrows(BusException.class, () -> late.i2c(1));
            there[0] = true;

            new I2cDevice(late.i2c(1), 0x48).write(1);

            assertEquals(List.of("1-48 write 01"), platform.calls);
        }
    }

    @Test
    void takesAnOutputWithItsStartLevel() throws Exception {
        board.output(new OutputLine("pomp", 17, true));
        board.output(new OutputLine("klep", 22, false));

        assertEquals("pomp", platform.outputs.get(17).getName());
        assertEquals(List.of(DigitalState.HIGH), platform.outputs.get(17).driven);
        assertEquals(List.of(DigitalState.LOW), platform.outputs.get(22).driven);
    }

    @Test
    void readsAnOutputBack() throws Exception {
        var pin = board.output(new OutputLine("pomp", 17, false));
        pin.drive(true);
        assertTrue(pin.high());

        platform.outputs.get(17).level = DigitalState.LOW; // a short circuit

        assertFalse(pin.high());
    }

    @Test
    void hasNoLevelWhereThereIsNone() throws Exception {
        var pin = board.output(new OutputLine("pomp", 17, false));
        platform.outputs.get(17).level = DigitalState.UNKNOWN;

        assertEquals(BUS, assertThrows(BusException.class, pin::high).kind());
    }

    @Test
    void refusesALineTwice() throws Exception {
        board.output(new OutputLine("pomp", 17, false));

        var thrown =
                assertThrows(
                        BusException.class,
                        () -> board.input(new InputLine("deur", 17, Pull.NONE)));

        assertEquals(BUS, thrown.kind());
        assertTrue(thrown.getMessage().startsWith("GPIO 17 (deur)"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("in use by this program"), thrown.getMessage());
    }

    @Test
    void triesALineAgainThatWasBusy() throws Exception {
        platform.failure = Optional.of(new IOException("(Device or resource busy)"));
        var thrown =
                assertThrows(
                        BusException.class, () -> board.output(new OutputLine("pomp", 17, false)));
        assertTrue(thrown.getMessage().contains("in use by another program"), thrown.getMessage());
        platform.failure = Optional.empty();

        var pin = board.output(new OutputLine("pomp", 17, true));

        assertTrue(pin.high());
    }

    @Test
    void namesTheGroupThatMayTakeALine() {
        platform.failure = Optional.of(new IOException("(Permission denied)"));

        var thrown =
                assertThrows(
                        BusException.class, () -> board.output(new OutputLine("pomp", 17, false)));

        assertEquals(PERMISSION, thrown.kind());
        assertTrue(thrown.getMessage().contains("usermod -aG gpio"), thrown.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"NONE, OFF", "UP, PULL_UP", "DOWN, PULL_DOWN"})
    void takesAnInputWithItsPullAndWithoutDebounce(Pull pull, PullResistance expected)
            throws Exception {
        board.input(new InputLine("deur", 27, pull));

        assertEquals(expected, platform.inputs.get(27).config().pull());
        assertEquals(0L, platform.inputs.get(27).config().debounce());
        assertEquals("deur", platform.inputs.get(27).getName());
    }

    @Test
    void wakesUpAtAnEdge() throws Exception {
        var pin = board.input(new InputLine("deur", 27, Pull.UP));

        platform.inputs.get(27).change(DigitalState.HIGH);

        assertTrue(pin.awaitEdge(Duration.ofSeconds(10)));
        assertTrue(pin.high());
        assertFalse(pin.awaitEdge(Duration.ZERO));
    }

    @Test
    void takesSeveralEdgesBeforeTheCallForOne() throws Exception {
        var pin = board.input(new InputLine("deur", 27, Pull.UP));
        platform.inputs.get(27).change(DigitalState.HIGH);
        platform.inputs.get(27).change(DigitalState.LOW);

        assertTrue(pin.awaitEdge(Duration.ZERO));
        assertFalse(pin.awaitEdge(Duration.ZERO));
        assertFalse(pin.high());
    }

    @Test
    void shutsPi4jDownOnceAndGivesNothingAfterwards() {
        board.close();
        board.close();

        assertEquals(1, platform.shutdowns);
        assertThrows(BusException.class, () -> board.i2c(1));
        assertThrows(BusException.class, () -> board.output(new OutputLine("pomp", 17, false)));
        assertThrows(BusException.class, () -> board.input(new InputLine("deur", 27, Pull.NONE)));
    }

    @Test
    void callsItselfWhatItIs() {
        assertEquals("A scripted Pi", board.model());
    }

    private Pi4jBoard board(I2cTree tree) {
        return new Pi4jBoard(
                "A scripted Pi",
                context,
                new Pi4jBoard.Providers("scripted-i2c", "scripted-output", "scripted-input"),
                tree,
                new KernelOneWireTree(Path.of("missing")),
                new Sysfs(Path.of("missing")));
    }
}
