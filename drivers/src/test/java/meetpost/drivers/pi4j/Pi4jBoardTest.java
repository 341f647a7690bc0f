package meetpost.drivers.pi4j;

import static meetpost.drivers.bus.BusException.Kind.BUS;
import static meetpost.drivers.bus.BusException.Kind.PERMISSION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.InputLine;
import meetpost.drivers.bus.OutputLine;
import meetpost.drivers.bus.Pull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a Pi4J platform that notes what it is asked. */
class Pi4jBoardTest extends Pi4jBoardRig {

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
}
