package meetpost.drivers.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingBusTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void printsWhatDriverTestsAreWrittenIn() throws Exception {
        String transcript =
                """
                70 w 35 17
                70 w 78 66
                70 r 64 8B C7
                76 w D0 r 60
                08 w 00 nak
                08 r nak
                08 w 01 r nak
                """;
        var played = new BusPlayback(transcript);
        var bus = new RecordingBus(played, lines::add);
        var device = new I2cDevice(bus, 0x70);

        device.write(0x35, 0x17);
        device.write(0x78, 0x66);
        device.read(3);
        new I2cDevice(bus, 0x76).readFrom(0xD0, 1);
        var absent = new I2cDevice(bus, 0x08);
        assertThrows(BusException.class, () -> absent.write(0));
        assertThrows(BusException.class, () -> absent.read(1));
        assertThrows(BusException.class, () -> absent.readFrom(1, 1));

        assertEquals(transcript, String.join("\n", lines) + "\n");
        played.assertFinished();
    }

    @Test
    void saysWhyAnotherTransactionFailed() {
        var bus =
                new RecordingBus(
                        (address, out, inLength) -> {
                            throw new BusException(BusException.Kind.BUS, "stuck");
                        },
                        lines::add);

        assertThrows(BusException.class, () -> bus.transfer(0x76, new byte[] {1}, 1));

        assertEquals(List.of("76 w 01 r fail # stuck"), lines);
    }
}
