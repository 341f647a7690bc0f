package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Sensirion SHTC3 humidity and temperature sensor, by its commands.
 *
 * <p>Section and table numbers are those of the datasheet "SHTC3", version 4 of December 2022.
 * Clock stretching is not modelled.
 */
public final class Shtc3Chip implements I2cChip {

    private static final int WAKE_UP = 0x3517;
    private static final int SLEEP = 0xB098;
    private static final int SOFT_RESET = 0x805D;
    private static final int READ_ID = 0xEFC8;

    /** Table 11, without clock stretching: normal mode and low power mode. */
    private static final int NORMAL_TEMPERATURE_FIRST = 0x7866;

    private static final int NORMAL_HUMIDITY_FIRST = 0x58E0;
    private static final int LOW_POWER_TEMPERATURE_FIRST = 0x609C;
    private static final int LOW_POWER_HUMIDITY_FIRST = 0x401A;

    /** Table 5, maxima. */
    private static final Duration NORMAL = Duration.ofNanos(12_100_000);

    private static final Duration LOW_POWER = Duration.ofNanos(800_000);
    private static final Duration POWER_UP = Duration.ofNanos(240_000);

    /** Section 5.9: the bits that are fixed, and some of the others. */
    private static final int ID = 0x8847;

    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private boolean asleep;
    private long readyAt;
    private Optional<byte[]> answer = Optional.empty();

    /** From now on it measures this, in °C. Any thread. */
    public void temperature(Signal signal) {
        celsius = requireNonNull(signal, "signal");
    }

    /** From now on it measures this, in % relative humidity. Any thread. */
    public void humidity(Signal signal) {
        percent = requireNonNull(signal, "signal");
    }

    /** After power-up it is idle, not asleep. */
    @Override
    public void powerOn(long now) {
        asleep = false;
        answer = Optional.empty();
        readyAt = now + POWER_UP.toNanos();
    }

    /** Two bytes of a command; asleep it knows one only. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        if (bytes.length != 2) {
            throw KernelError.BROKEN_OFF.exception("a command of the SHTC3 has two bytes");
        }
        int command = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if ((asleep && command != WAKE_UP) || (!asleep && now < readyAt)) {
            throw KernelError.NO_ANSWER.exception("the SHTC3 is asleep or busy");
        }
        answer = Optional.empty();
        switch (command) {
            case WAKE_UP -> {
                readyAt = asleep ? now + POWER_UP.toNanos() : now;
                asleep = false;
            }
            case SLEEP -> asleep = true;
            case SOFT_RESET -> powerOn(now);
            case READ_ID -> answer = Optional.of(SensirionAnswer.of(ID));
            case NORMAL_TEMPERATURE_FIRST -> measure(now, NORMAL, false);
            case NORMAL_HUMIDITY_FIRST -> measure(now, NORMAL, true);
            case LOW_POWER_TEMPERATURE_FIRST -> measure(now, LOW_POWER, false);
            case LOW_POWER_HUMIDITY_FIRST -> measure(now, LOW_POWER, true);
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(Locale.ROOT, "the SHTC3 has no command 0x%04X", command));
        }
    }

    /** Section 5.5: a read header is not acknowledged while there is nothing to read. */
    @Override
    public byte[] read(int length, long now) throws IOException {
        if (answer.isEmpty() || now < readyAt) {
            throw KernelError.NO_ANSWER.exception("the SHTC3 has no data");
        }
        return Arrays.copyOf(answer.get(), length);
    }

    /** Section 5.11. */
    private void measure(long now, Duration time, boolean humidityFirst) {
        int temperature = raw((celsius.at(now) + 45) / 175);
        int humidity = raw(percent.at(now) / 100);
        readyAt = now + time.toNanos();
        answer =
                Optional.of(
                        humidityFirst
                                ? SensirionAnswer.of(humidity, temperature)
                                : SensirionAnswer.of(temperature, humidity));
    }

    private static int raw(double share) {
        return (int) Math.max(0, Math.min(65_535, Math.round(share * 65_536)));
    }
}
