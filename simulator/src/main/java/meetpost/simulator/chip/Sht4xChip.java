package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sensirion SHT40, SHT41, SHT43 and SHT45 humidity and temperature sensor, by its commands.
 *
 * <p>Sections are those of the datasheet "SHT4x", version 6. The heater is not modelled.
 */
public final class Sht4xChip implements I2cChip {

    private static final int SERIAL_NUMBER = 0x89;
    private static final int SOFT_RESET = 0x94;

    /** "System timing specifications": high, medium and low precision, maxima. */
    private static final Map<Integer, Duration> MEASUREMENTS =
            Map.of(
                    0xFD, Duration.ofNanos(8_300_000),
                    0xF6, Duration.ofNanos(4_500_000),
                    0xE0, Duration.ofNanos(1_600_000));

    private static final int SERIAL_UPPER = 0x0F4A;
    private static final int SERIAL_LOWER = 0xB2C1;

    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
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

    @Override
    public void powerOn(long now) {
        answer = Optional.empty();
        readyAt = now;
    }

    /** A command of one byte. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int command = bytes[0] & 0xFF;
        if (bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("a command of the SHT4x has one byte");
        }
        if (now < readyAt && command != SOFT_RESET) {
            throw KernelError.NO_ANSWER.exception("the SHT4x is busy");
        }
        if (MEASUREMENTS.containsKey(command)) {
            readyAt = now + MEASUREMENTS.get(command).toNanos();
            answer = Optional.of(measured(now));
            return;
        }
        switch (command) {
            case SERIAL_NUMBER ->
                    answer = Optional.of(SensirionAnswer.of(SERIAL_UPPER, SERIAL_LOWER));
            case SOFT_RESET -> {
                answer = Optional.empty();
                readyAt = now + Duration.ofMillis(1).toNanos();
            }
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(Locale.ROOT, "the SHT4x has no command 0x%02X", command));
        }
    }

    /** A read header is not acknowledged while there is nothing to read. */
    @Override
    public byte[] read(int length, long now) throws IOException {
        if (answer.isEmpty() || now < readyAt) {
            throw KernelError.NO_ANSWER.exception("the SHT4x has no data");
        }
        byte[] bytes = Arrays.copyOf(answer.get(), length);
        answer = Optional.empty();
        return bytes;
    }

    /** "Conversion of signal output". */
    private byte[] measured(long instant) {
        return SensirionAnswer.of(
                raw((celsius.at(instant) + 45) / 175), raw((percent.at(instant) + 6) / 125));
    }

    private static int raw(double share) {
        return (int) Math.round(Math.max(0, Math.min(1, share)) * 65_535);
    }
}
