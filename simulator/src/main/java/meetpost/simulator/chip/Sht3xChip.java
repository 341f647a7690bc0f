package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sensirion SHT30, SHT31 and SHT35 humidity and temperature sensor, by its commands.
 *
 * <p>Section and table numbers are those of the datasheet "SHT3x-DIS", version 5. The periodic mode
 * and the alert mode are not modelled.
 */
public final class Sht3xChip implements I2cChip {

    private static final int STATUS = 0xF32D;
    private static final int CLEAR_STATUS = 0x3041;
    private static final int SOFT_RESET = 0x30A2;
    private static final int BREAK = 0x3093;
    private static final int HEATER_ON = 0x306D;
    private static final int HEATER_OFF = 0x3066;

    /** Table 9 without clock stretching, and table 4: single shots and how long they take. */
    private static final Map<Integer, Duration> SINGLE_SHOTS =
            Map.of(
                    0x2400, Duration.ofMillis(15),
                    0x240B, Duration.ofMillis(6),
                    0x2416, Duration.ofMillis(4));

    /** Table 18: an alert is pending and a reset was detected. */
    private static final int STATUS_AT_RESET = 0x8010;

    private static final int ALERTS_AND_RESET = 0x8C10;
    private static final int HEATER = 0x2000;

    /** Section 4: from one command to the next. */
    private static final long COMMAND_TIME = Duration.ofMillis(1).toNanos();

    /** Section 4.8. */
    private static final long BREAK_TIME = Duration.ofMillis(1).toNanos();

    /** Table 4, soft reset time, maximum. */
    private static final long RESET_TIME = Duration.ofNanos(1_500_000).toNanos();

    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private int status;
    private long busyUntil;

    /** What a read gives, from {@link #readyAt} on. */
    private Optional<byte[]> answer = Optional.empty();

    private long readyAt;

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
        status = STATUS_AT_RESET;
        busyUntil = now;
        answer = Optional.empty();
    }

    /** Two bytes of a command. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        if (now < busyUntil) {
            throw KernelError.NO_ANSWER.exception("the SHT3x is busy");
        }
        if (bytes.length != 2) {
            throw KernelError.BROKEN_OFF.exception("a command of the SHT3x has two bytes");
        }
        int command = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        if (SINGLE_SHOTS.containsKey(command)) {
            readyAt = now + SINGLE_SHOTS.get(command).toNanos();
            busyUntil = readyAt;
            answer = Optional.of(measured(now));
            return;
        }
        readyAt = now;
        busyUntil = now + COMMAND_TIME;
        answer = Optional.empty();
        switch (command) {
            case STATUS -> answer = Optional.of(SensirionAnswer.of(status));
            case CLEAR_STATUS -> status &= ~ALERTS_AND_RESET;
            case HEATER_ON -> status |= HEATER;
            case HEATER_OFF -> status &= ~HEATER;
            case SOFT_RESET -> {
                powerOn(now);
                busyUntil = now + RESET_TIME;
            }
            case BREAK -> busyUntil = now + BREAK_TIME;
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(Locale.ROOT, "the SHT3x has no command 0x%04X", command));
        }
    }

    /** Section 4.4: a read header is not acknowledged while there is nothing to read. */
    @Override
    public byte[] read(int length, long now) throws IOException {
        if (answer.isEmpty() || now < readyAt) {
            throw KernelError.NO_ANSWER.exception("the SHT3x has no data");
        }
        byte[] bytes = Arrays.copyOf(answer.get(), length);
        answer = Optional.empty();
        return bytes;
    }

    /** Section 4.13. */
    private byte[] measured(long instant) {
        return SensirionAnswer.of(
                raw((celsius.at(instant) + 45) / 175), raw(percent.at(instant) / 100));
    }

    private static int raw(double share) {
        return (int) Math.round(Math.max(0, Math.min(1, share)) * 65_535);
    }
}
