package meetpost.simulator.mount;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.Locale;
import meetpost.simulator.bus.SimulatedSerialPorts.Talker;
import meetpost.simulator.chip.Signal;

/**
 * A smart meter of a house with gas that gives a telegram each second, by the DSMR P1 Companion
 * Standard 5.0.2, or without a checksum by 2.2. What has gone through it follows from the middle of
 * the power, in simulated time.
 *
 * @param power that the house takes, in W
 * @param dsmr 2 to 5
 */
public record SmartMeter(Signal power, int dsmr) implements Talker {

    /** The middle of the power, in W. */
    public static final double USUAL = 600;

    private static final int CHECKED = 4;
    private static final double HOUR = 3600e9;
    private static final double SECOND = 1e9;
    private static final int DAY = 86_400;

    public SmartMeter {
        requireNonNull(power, "power");
    }

    @Override
    public byte[] at(long instant) {
        double watts = power.at(instant);
        double hours = instant / HOUR;
        String body =
                String.format(
                        Locale.ROOT,
                        """
                        /SIM5\\2MEETPOST

                        1-3:0.2.8(50)
                        0-0:1.0.0(%1$s)
                        1-0:1.8.1(%2$010.3f*kWh)
                        1-0:1.8.2(%3$010.3f*kWh)
                        1-0:2.8.1(000012.345*kWh)
                        1-0:2.8.2(000067.890*kWh)
                        0-0:96.14.0(0002)
                        1-0:1.7.0(%4$06.3f*kW)
                        1-0:2.7.0(%5$06.3f*kW)
                        1-0:32.7.0(230.1*V)
                        1-0:52.7.0(229.8*V)
                        1-0:72.7.0(230.4*V)
                        1-0:31.7.0(001*A)
                        1-0:51.7.0(000*A)
                        1-0:71.7.0(002*A)
                        0-1:24.1.0(003)
                        0-1:24.2.1(%1$s)(%6$09.3f*m3)
                        0-2:24.1.0(007)
                        0-2:24.2.1(%1$s)(%7$09.3f*m3)
                        !""",
                        time(instant),
                        1234.567 + USUAL / 1000 * hours,
                        2345.678,
                        Math.max(0, watts) / 1000,
                        Math.max(0, -watts) / 1000,
                        789.012 + 0.1 * hours,
                        321.098 + 0.01 * hours);
        String lines = body.replace("\n", "\r\n");
        String end = dsmr < CHECKED ? "" : String.format(Locale.ROOT, "%04X", checksum(lines));
        return (lines + end + "\r\n").getBytes(US_ASCII);
    }

    /** A meter whose clock began on the first day of 2026, in winter. */
    private static String time(long instant) {
        long seconds = (long) (instant / SECOND) % DAY;
        return String.format(
                Locale.ROOT,
                "260101%02d%02d%02dW",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60);
    }

    /** CRC16 with x16 + x15 + x2 + 1, least significant bit first (6.2). */
    private static int checksum(String text) {
        int register = 0;
        for (byte one : text.getBytes(US_ASCII)) {
            for (int bit = 0; bit < 8; bit++) {
                boolean out = ((register ^ (one >> bit)) & 1) == 1;
                register = (register >> 1) ^ (out ? 0xA001 : 0);
            }
        }
        return register;
    }
}
