package meetpost.simulator.chip;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/**
 * Texas Instruments HDC1080 humidity and temperature sensor, by its registers.
 *
 * <p>Sections are those of the datasheet SNAS672A. Resolution is 14 bits; the heater is not
 * modelled.
 */
public final class Hdc1080Chip implements I2cChip {

    private static final int TEMPERATURE = 0x00;
    private static final int HUMIDITY = 0x01;
    private static final int CONFIGURATION = 0x02;

    private static final int RESET = 0x8000;
    private static final int BOTH = 0x1000;
    private static final int WRITABLE = 0x3700;

    /** Section 7.5. */
    private static final long TEMPERATURE_TIME = Duration.ofNanos(6_350_000).toNanos();

    private static final long HUMIDITY_TIME = Duration.ofNanos(6_500_000).toNanos();

    private volatile Signal celsius = Signal.constant(20);
    private volatile Signal percent = Signal.constant(50);
    private int pointer;
    private int configuration;
    private int temperature;
    private int humidity;
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
        pointer = TEMPERATURE;
        configuration = BOTH;
        temperature = 0;
        humidity = 0;
        readyAt = now;
    }

    @Override
    public void write(byte[] bytes, long now) throws IOException {
        pointer = bytes[0] & 0xFF;
        if (bytes.length == 3 && pointer == CONFIGURATION) {
            int value = (bytes[1] & 0xFF) << 8 | (bytes[2] & 0xFF);
            configuration = (value & RESET) != 0 ? BOTH : value & WRITABLE;
        } else if (bytes.length > 1) {
            throw KernelError.BROKEN_OFF.exception("the HDC1080 has one register to write");
        } else if (pointer == TEMPERATURE) {
            // Section 8.5.1: in this mode the humidity follows.
            boolean both = (configuration & BOTH) != 0;
            temperature = raw((celsius.at(now) + 40) / 165);
            humidity = both ? raw(percent.at(now) / 100) : humidity;
            readyAt = now + TEMPERATURE_TIME + (both ? HUMIDITY_TIME : 0);
        } else if (pointer == HUMIDITY) {
            humidity = raw(percent.at(now) / 100);
            readyAt = now + HUMIDITY_TIME;
        } else {
            value(pointer);
        }
    }

    /** A measurement is not acknowledged while it is made. */
    @Override
    public byte[] read(int length, long now) throws IOException {
        if (pointer <= HUMIDITY && now < readyAt) {
            throw KernelError.NO_ANSWER.exception("the HDC1080 converts");
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            boolean second = i > 1 && pointer == TEMPERATURE;
            int value = second ? humidity : value(pointer);
            bytes[i] = (byte) (i % 2 == 0 ? value >> 8 : value);
        }
        return bytes;
    }

    private int value(int register) throws IOException {
        return switch (register) {
            case TEMPERATURE -> temperature;
            case HUMIDITY -> humidity;
            case CONFIGURATION -> configuration;
            case 0xFB, 0xFC, 0xFD -> 0x0080;
            case 0xFE -> 0x5449;
            case 0xFF -> 0x1050;
            default ->
                    throw KernelError.BROKEN_OFF.exception(
                            String.format(
                                    Locale.ROOT, "the HDC1080 has no register 0x%02X", register));
        };
    }

    /** Sections 8.6.1 and 8.6.2: 14 bits, and two that are 0. */
    private static int raw(double share) {
        return (int) Math.max(0, Math.min(0x3FFF, Math.round(share * 16_384))) << 2;
    }
}
