package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.KernelDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text as proc(5) and sysfs have it. */
class MeetpostSystemTest {

    private static final String MEMINFO =
            """
            MemTotal:        3884640 kB
            MemFree:          107220 kB
            MemAvailable:    2913480 kB
            Buffers:          193760 kB
            """;

    private static final String WIRELESS =
            """
            Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
             face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
             wlan0: 0000   57.  -53.  -256        0      0      0      0    217        0
            """;

    private final FakeKernel kernel =
            new FakeKernel()
                    .with("class/thermal/thermal_zone0/temp", "48312\n")
                    .with("proc/loadavg", "0.52 0.58 0.59 1/467 12345\n")
                    .with("proc/meminfo", MEMINFO)
                    .with("proc/uptime", "350735.47 234388.90\n");

    @Test
    void tellsWhatEveryBoardHas() throws Exception {
        assertEquals(
                List.of(
                        new Measurement(Quantity.TEMPERATURE, 48.312),
                        new Measurement(Quantity.LOAD, 0.52),
                        new Measurement(Quantity.MEMORY, 25),
                        new Measurement(Quantity.DISK, 60),
                        new Measurement(Quantity.UPTIME, 350735.47)),
                sensor("temperature", "load", "memory", "disk", "uptime").sense().measurements());
    }

    @Test
    void tellsHowStrongTheSignalIs() throws Exception {
        kernel.with("proc/net/wireless", WIRELESS);

        assertEquals(-53, value("wifi"));
    }

    @Test
    void tellsThatTheSupplyIsTooWeak() throws Exception {
        kernel.with("class/hwmon/hwmon1/name", "rpi_volt\n")
                .with("class/hwmon/hwmon1/in0_lcrit_alarm", "0\n");
        assertEquals(0, value("under-voltage"));

        kernel.with("class/hwmon/hwmon1/in0_lcrit_alarm", "1\n");
        assertEquals(1, value("under-voltage"));
    }

    /** Bits as vcgencmd has them: 2 and 3 are now, 16 and above what has been. */
    @ParameterizedTest
    @CsvSource({"0, 0", "50000, 0", "1, 0", "2, 0", "4, 1", "50005, 1", "8, 1", "80008, 1"})
    void tellsThatItIsSlowedDown(String bits, double value) throws Exception {
        kernel.with(
                "devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled",
                bits + "\n");

        assertEquals(value, value("throttled"));
    }

    @Test
    void letsOneFailByItself() throws Exception {
        Sensed sensed = sensor("load", "wifi", "under-voltage", "throttled").sense();

        assertEquals(List.of(new Measurement(Quantity.LOAD, 0.52)), sensed.measurements());
        assertEquals(
                List.of(Quantity.WIFI, Quantity.UNDER_VOLTAGE, Quantity.THROTTLED),
                sensed.failures().stream().map(Sensed.Failure::quantity).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1 0 0", "NaN", "<load>"})
    void refusesWhatIsNoNumber(String text) {
        kernel.with("proc/loadavg", text + "\n");

        var thrown = assertThrows(BusException.class, () -> sensor("load").sense());

        assertEquals(BusException.Kind.NO_ANSWER, thrown.kind());
    }

    @Test
    void refusesAMemoryOfNothing() {
        kernel.with("proc/meminfo", "MemTotal: 0 kB\nMemAvailable: 0 kB\n");

        assertThrows(BusException.class, () -> sensor("memory").sense());
    }

    private double value(String channel) throws Exception {
        return sensor(channel).sense().measurements().get(0).value();
    }

    private MeetpostSystem sensor(String... channels) {
        return new MeetpostSystem(new KernelDevice(kernel, "system", List.of(channels)));
    }
}
