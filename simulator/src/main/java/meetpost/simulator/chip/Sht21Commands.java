package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Hygrometers with the commands of the SHT21, by the datasheets HPC199_3 and "Si7021-A20", revision
 * 1.1. Measurements that hold the clock are not modelled; resolution is the highest.
 */
abstract class Sht21Commands implements I2cChip {

    private static final int TEMPERATURE = 0xF3;
    private static final int HUMIDITY = 0xF5;
    private static final int WRITE_USER = 0xE6;
    private static final int READ_USER = 0xE7;
    private static final int SOFT_RESET = 0xFE;

    private static final long RESET = Duration.ofMillis(15).toNanos();

    private final Duration temperatureTime;
    private final Duration humidityTime;
    private final int userAtReset;
    private final int outlastsReset;
    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private int user;
    private long readyAt;
    private Optional<byte[]> answer = Optional.empty();

    /**
     * Of a part with these times.
     *
     * @param userAtReset what its user register holds then
     * @param outlastsReset the bits of it that a reset by command leaves
     */
    Sht21Commands(
            Duration temperatureTime, Duration humidityTime, int userAtReset, int outlastsReset) {
        this.temperatureTime = temperatureTime;
        this.humidityTime = humidityTime;
        this.userAtReset = userAtReset;
        this.outlastsReset = outlastsReset;
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
        user = userAtReset;
        readyAt = now + RESET;
        answer = Optional.empty();
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        if (now < readyAt) {
            throw KernelError.NO_ANSWER.exception("it is busy");
        }
        switch (bytes[0] & 0xFF) {
            case TEMPERATURE -> measured(now, temperatureTime, (celsius.at(now) + 46.85) / 175.72);
            case HUMIDITY -> measured(now, humidityTime, (percent.at(now) + 6) / 125);
            case READ_USER -> answer = Optional.of(new byte[] {(byte) user});
            case WRITE_USER -> {
                if (bytes.length < 2) {
                    throw KernelError.BROKEN_OFF.exception("what is to be written is missing");
                }
                user = (user & 0x7A) | (bytes[1] & 0x85);
            }
            case SOFT_RESET -> {
                int left = user & outlastsReset;
                powerOn(now);
                user |= left;
            }
            default ->
                    answer =
                            Optional.of(
                                    identified(bytes).orElseThrow(() -> unknown(bytes[0] & 0xFF)));
        }
    }

    /** Not acknowledged while it measures. */
    @Override
    public byte[] read(int length, long now) throws IOException {
        if (answer.isEmpty() || now < readyAt) {
            throw KernelError.NO_ANSWER.exception("it has no data");
        }
        return Arrays.copyOf(answer.get(), length);
    }

    /** What it says of itself, if it has that command. */
    abstract Optional<byte[]> identified(byte[] command);

    /** With the status of temperature, 0, or of humidity, 2, in the last two bits. */
    private void measured(long now, Duration time, double share) {
        long bits = Math.max(0, Math.min(0xFFFF, Math.round(share * 65_536))) & 0xFFFC;
        int word = (int) bits | (time.equals(humidityTime) ? 2 : 0);
        answer = Optional.of(new byte[] {(byte) (word >> 8), (byte) word, (byte) checksum(word)});
        readyAt = now + time.toNanos();
    }

    /** By division of polynomials: x^8 + x^5 + x^4 + 1, initially 0. */
    private static int checksum(int word) {
        int remainder = word << 8;
        for (int bit = 23; bit >= 8; bit--) {
            if ((remainder & (1 << bit)) != 0) {
                remainder ^= 0x131 << (bit - 8);
            }
        }
        return remainder & 0xFF;
    }

    private static IOException unknown(int command) {
        return KernelError.BROKEN_OFF.exception(
                String.format(Locale.ROOT, "it has no command 0x%02X", command));
    }
}
