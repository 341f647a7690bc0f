package meetpost.agent.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import meetpost.agent.sampling.Sample.Reading;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Quantity;
import org.junit.jupiter.api.Test;

/** What is on disk, byte by byte: later versions must be able to read it. */
class ReadingKindTest {

    private static final List<Measurement> WARM =
            List.of(new Measurement(Quantity.TEMPERATURE, 20.5));

    /** "t", 1 ms after 1970, number 7; temperature (1), 20.5 as a double. */
    private static final String OF_0_1_0 =
            "0001 74  0000000000000001  0000000000000007  01 4034800000000000";

    private static final String SESSION = " 00 0003 612d62";

    private final ReadingKind kind = new ReadingKind();

    @Test
    void readsWhatVersion010Wrote() throws Exception {
        assertEquals(new Reading("t", Instant.ofEpochMilli(1), 7, WARM, true, ""), read(OF_0_1_0));
    }

    @Test
    void keepsTheSessionInWhichAReadingWasTaken() throws Exception {
        var reading = new Reading("t", Instant.ofEpochMilli(1), 7, WARM, true, "a-b");

        assertEquals(reading, read(OF_0_1_0 + SESSION));
        assertEquals((OF_0_1_0 + SESSION).replace(" ", ""), written(reading));
    }

    @Test
    void keepsAQuantityThatSettingsNameAsItWasThen() throws Exception {
        var moist = new Measurement(Quantity.named("bodem", "%", 1), 20.5);
        var reading = new Reading("t", Instant.ofEpochMilli(1), 7, List.of(moist), true, "");
        String hex =
                OF_0_1_0.substring(0, OF_0_1_0.indexOf("01 40"))
                        + "7F 0005 626f64656d 0005 626f64656d 0001 25 01 4034800000000000";

        assertEquals(hex.replace(" ", "").toLowerCase(Locale.ROOT), written(reading));
        assertEquals(reading, read(hex));
    }

    @Test
    void givesEachCodeTheQuantityThatItHasAlwaysHad() throws Exception {
        List<String> names = new ArrayList<>();
        for (int code = 1; code <= 11; code++) {
            names.add(
                    read(OF_0_1_0.replace("  01 40", String.format(Locale.ROOT, "  %02x 40", code)))
                            .measurements()
                            .get(0)
                            .quantity()
                            .dutch());
        }

        assertEquals(
                "temperatuur vochtigheid luchtdruk spanning stroom vermogen licht co2 gasweerstand"
                        + " teller frequentie",
                String.join(" ", names));
    }

    private Reading read(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return kind.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private String written(Reading reading) throws IOException {
        var bytes = new ByteArrayOutputStream();
        kind.write(reading, new DataOutputStream(bytes));
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
