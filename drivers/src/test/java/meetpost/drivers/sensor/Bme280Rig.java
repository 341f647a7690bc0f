package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cDevice;

/** Transcripts of a BME280, and what is in all of them. */
abstract class Bme280Rig {

    static final String RESET =
            """
            76 w D0 r 60
            76 w E0 B6
            76 w F3 r 00
            """;

    /** T 27504 26435 -1000, P 36477 -10685 3024 2855 140 -7 15500 -14600 6000, H1 75. */
    static final String CALIBRATION_26 =
            "76 w 88 r 70 6B 43 67 18 FC 7D 8E 43 D6 D0 0B 27 0B 8C 00 F9 FF 8C 3C F8 C6 70 17 00"
                    + " 4B\n";

    /** H2 362, H3 0, H4 313, H5 50, H6 30. */
    static final String CALIBRATION_7 = "76 w E1 r 6A 01 00 13 29 03 1E\n";

    static final String OVERSAMPLING =
            """
            76 w F2 01
            76 w F4 24
            """;

    static final String STARTED =
            RESET + CALIBRATION_26 + CALIBRATION_7 + OVERSAMPLING + "76 w F4 r 24\n";

    static final String FORCED =
            """
            76 w F4 25
            76 w F3 r 00
            """;

    static final Duration STARTUP = Duration.ofMillis(2);
    static final Duration MEASUREMENT = Duration.ofNanos(9_300_000);
    static final Duration POLL = Duration.ofMillis(1);

    final List<Duration> waits = new ArrayList<>();

    static void assertMeasured(Quantity quantity, double value, double within, Measurement actual) {
        assertEquals(quantity, actual.quantity());
        assertEquals(value, actual.value(), within);
    }

    Bme280 sensor(BusPlayback bus) throws IOException, InterruptedException {
        return new Bme280(new I2cDevice(bus, 0x76), waits::add);
    }
}
