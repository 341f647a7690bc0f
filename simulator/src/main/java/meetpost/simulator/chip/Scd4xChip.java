package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Sensirion SCD40 and SCD41 CO2, humidity and temperature sensor, by its commands.
 *
 * <p>Sections are those of the datasheet "SCD4x", version 1.3. Calibration, the single shots of the
 * SCD41 and the low power mode are not modelled.
 */
public final class Scd4xChip implements I2cChip {

    private static final int START = 0x21B1;
    private static final int READ = 0xEC05;
    private static final int STOP = 0x3F86;
    private static final int DATA_READY = 0xE4B8;
    private static final int SERIAL = 0x3682;

    /** Section 3.5.1: a measurement comes every five seconds. */
    private static final long PERIOD = Duration.ofSeconds(5).toNanos();

    private static final long STOPPING = Duration.ofMillis(500).toNanos();

    /** Section 3.8.2: the last eleven bits say whether data is ready; the first one is set. */
    private static final int NOT_READY = 0x8000;

    private static final int READY = 0x8006;

    private volatile Signal co2 = Signal.constant(600);
    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private boolean measuring;
    private long began;

    /** How many measurements were read since it began. */
    private long taken;

    private long busyUntil;
    private Optional<byte[]> answer = Optional.empty();

    /** From now on it measures this, in ppm. Any thread. */
    public void co2(Signal signal) {
        co2 = requireNonNull(signal, "signal");
    }

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
        measuring = false;
        busyUntil = now;
        answer = Optional.empty();
    }

    /** Two bytes of a command. Section 3.5.1: while it measures it knows a few only. */
    @Override
    public void write(byte[] bytes, long now) throws IOException {
        int command = bytes.length == 2 ? (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF) : 0;
        boolean always = command == READ || command == STOP || command == DATA_READY;
        if (now < busyUntil || (measuring && !always)) {
            throw KernelError.NO_ANSWER.exception("the SCD4x is busy, or measures");
        }
        answer = Optional.empty();
        switch (command) {
            case START -> {
                measuring = true;
                began = now;
                taken = 0;
            }
            case STOP -> {
                measuring = false;
                busyUntil = now + STOPPING;
            }
            case SERIAL -> answer = Optional.of(SensirionAnswer.of(0xF896, 0x9F07, 0x3BBE));
            case DATA_READY ->
                    answer = Optional.of(SensirionAnswer.of(made(now) > taken ? READY : NOT_READY));
            case READ -> read(now);
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(Locale.ROOT, "the SCD4x has no command 0x%04X", command));
        }
    }

    /** Section 3.5.2: once only, and not acknowledged where there is none. */
    private void read(long now) {
        long made = made(now);
        if (made > taken) {
            taken = made;
            answer = Optional.of(measured(began + made * PERIOD));
        }
    }

    @Override
    public byte[] read(int length, long now) throws IOException {
        if (answer.isEmpty() || now < busyUntil) {
            throw KernelError.NO_ANSWER.exception("the SCD4x has no data");
        }
        return Arrays.copyOf(answer.get(), length);
    }

    private long made(long now) {
        return measuring ? (now - began) / PERIOD : 0;
    }

    private byte[] measured(long instant) {
        return SensirionAnswer.of(
                (int) Math.max(0, Math.min(40_000, Math.round(co2.at(instant)))),
                raw((celsius.at(instant) + 45) / 175),
                raw(percent.at(instant) / 100));
    }

    private static int raw(double share) {
        return (int) Math.round(Math.max(0, Math.min(1, share)) * 65_535);
    }
}
