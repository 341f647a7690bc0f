package meetpost.drivers.sensor;

import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static meetpost.drivers.sensor.SensorException.Kind.CORRUPT;
import static meetpost.drivers.sensor.SensorException.Kind.NOT_READY;
import static meetpost.drivers.sensor.SensorException.Kind.WRONG_DEVICE;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.OneWireDevice;

/**
 * Maxim DS18B20 thermometer on 1-wire, at the resolution that it is set to, and its copies.
 *
 * <p>Tables and sections are those of its datasheet, 19-7487 Rev 6. A conversion that the bus lost
 * leaves the previous value with a right checksum; nothing in the scratchpad tells. What a part
 * holds at power-up is believed only next to other readings of it: {@link Ds18b20PowerUp}.
 */
public final class Ds18b20 implements Sensor {

    /** The first byte of its ROM code. */
    public static final int FAMILY = 0x28;

    private static final int SCRATCHPAD_LENGTH = 9;

    /**
     * 127.94 °C: what a part gives whose supply broke down while it converted (kernel documentation
     * of w1_therm, {@code features}).
     */
    private static final int SUPPLY_TOO_WEAK = 0x07FF;

    private static final int LOWEST = -55;
    private static final int HIGHEST = 125;

    private final OneWireDevice device;
    private final Ds18b20PowerUp powerUp = new Ds18b20PowerUp();
    private Optional<Ds18b20Copy> copy = Optional.empty();

    /** Checks the family, without using the bus. */
    public Ds18b20(OneWireDevice device) throws SensorException {
        this.device = device;
        if (!device.rom().startsWith(String.format(Locale.ROOT, "%02x-", FAMILY))) {
            throw new SensorException(
                    WRONG_DEVICE,
                    device.rom() + " is no DS18B20: expected a ROM code that begins with 28-");
        }
    }

    @Override
    public Sensed sense() throws IOException, InterruptedException {
        byte[] scratchpad = device.scratchpad();
        check(scratchpad);
        copy = Ds18b20Copy.of(device.rom(), scratchpad);

        int register = (scratchpad[1] & 0xFF) << 8 | (scratchpad[0] & 0xFF);
        if (register == SUPPLY_TOO_WEAK) {
            throw new SensorException(
                    NOT_READY,
                    name() + " has too weak a supply to convert (127.94 °C): use its VDD pin");
        }
        double celsius = celsius(register, scratchpad[4] & 0xFF);
        if (celsius < LOWEST || celsius > HIGHEST) {
            throw new SensorException(
                    CORRUPT,
                    name() + " gives " + celsius + " °C, expected " + LOWEST + " to " + HIGHEST);
        }
        Optional<String> doubt = powerUp.doubt(register, celsius, scratchpad);
        if (doubt.isPresent()) {
            throw new SensorException(NOT_READY, name() + " " + doubt.get());
        }
        return Sensed.all(new Measurement(TEMPERATURE, celsius));
    }

    @Override
    public Optional<String> remark() {
        return copy.map(Ds18b20Copy::text);
    }

    private void check(byte[] scratchpad) throws IOException {
        if (scratchpad.length != SCRATCHPAD_LENGTH) {
            throw new SensorException(
                    CORRUPT, name() + " gave " + scratchpad.length + " bytes, expected 9");
        }
        if (all(scratchpad, 0xFF)) {
            throw new BusException(NO_ANSWER, name() + " does not answer: every bit reads 1");
        }
        // Nine zeros have a right checksum.
        if (all(scratchpad, 0x00)) {
            throw new SensorException(
                    CORRUPT, name() + ": every bit reads 0: is the data line shorted to ground?");
        }
        int checksum = checksum(scratchpad, SCRATCHPAD_LENGTH - 1);
        if (checksum != (scratchpad[8] & 0xFF)) {
            throw new SensorException(
                    CORRUPT,
                    String.format(
                            Locale.ROOT,
                            "%s: checksum of %s, expected %02x at the end",
                            name(),
                            HexFormat.ofDelimiter(" ").formatHex(scratchpad),
                            checksum));
        }
    }

    /** Table 2: below 12 bits the last bits of the register are undefined. */
    private static double celsius(int register, int configuration) {
        int undefinedBits = 3 - (configuration >> 5 & 0b11);
        return (short) (register & -1 << undefinedBits) / 16.0;
    }

    /** Section "CRC generation": x^8 + x^5 + x^4 + 1, least significant bit first. */
    private static int checksum(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0x8C;
            }
        }
        return crc;
    }

    private static boolean all(byte[] bytes, int value) {
        for (byte each : bytes) {
            if ((each & 0xFF) != value) {
                return false;
            }
        }
        return true;
    }

    private String name() {
        return "DS18B20 " + device.rom();
    }
}
