package meetpost.agent.scan;

import static java.util.Objects.requireNonNull;
import static meetpost.drivers.bus.BusException.Kind.NO_ANSWER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import meetpost.agent.scan.Survey.Bus;
import meetpost.agent.scan.Survey.Device;
import meetpost.agent.scan.Survey.Identity;
import meetpost.agent.scan.Survey.OneWire;
import meetpost.agent.scan.Survey.Rom;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.SensorSettings.Wire;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.BusException;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.sensor.LinuxThermal;
import meetpost.drivers.sensor.Part.Attachment;

/**
 * Asks every address of a bus by reading one byte from it: nothing is written, and no register is
 * named, for to some chips a byte is a command. Between two addresses others may use the bus.
 *
 * @param sensors of the agent that runs on the board, for their names; may be empty
 */
public record Scanner(Board board, List<SensorSettings> sensors) {

    /** UM10204 section 3.1.12: what is below and above is reserved. */
    private static final int FIRST = 0x08;

    private static final int LAST = 0x77;

    /** The bus on the pins 3 and 5 of every board since 2012. */
    private static final int HEADER = 1;

    /** So many addresses in a row that fail otherwise than by silence: no bus works so. */
    private static final int HOPELESS = 3;

    private static final byte[] NOTHING = new byte[0];
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ").withUpperCase();

    public Scanner {
        requireNonNull(board, "board");
        sensors = List.copyOf(sensors);
    }

    /**
     * Blocks for some tenths of a second, for some seconds where the bus is stuck.
     *
     * @param number of the only I2C bus to ask; empty: that of the header
     * @param identify also read identification registers, which sends a byte to the chip
     */
    public Survey survey(Optional<Integer> number, boolean identify) throws IOException {
        int asked = number.orElse(HEADER);
        List<Integer> others = board.i2cBuses().stream().filter(other -> other != asked).toList();
        return new Survey(
                identify,
                List.of(bus(asked, identify)),
                others,
                oneWire(),
                new KernelScan(board.kernel(), sensors).devices(),
                processor());
    }

    private Bus bus(int number, boolean identify) {
        List<Device> devices = new ArrayList<>();
        try {
            I2cBus bus = board.i2c(number);
            Optional<String> problem = Optional.empty();
            int failures = 0;
            for (int address = FIRST; address <= LAST && failures < HOPELESS; address++) {
                try {
                    device(bus, number, address, identify).ifPresent(devices::add);
                    failures = 0;
                } catch (BusException e) {
                    failures++;
                    problem = Optional.of(problem.orElse(String.valueOf(e.getMessage())));
                }
            }
            if (failures == HOPELESS) {
                problem = problem.map(text -> text + "; does a part hold SDA or SCL low?");
            }
            return new Bus(number, devices, problem);
        } catch (IOException e) {
            return new Bus(number, devices, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Optional<Device> device(I2cBus bus, int number, int address, boolean identify)
            throws IOException {
        Optional<String> sensor = sensor(number, address);
        Optional<String> driver = board.i2cDriver(number, address);
        if (driver.isPresent()) {
            return Optional.of(new Device(address, driver, Optional.empty(), sensor));
        }
        if (read(bus, address, NOTHING, 1).isEmpty()) {
            return Optional.empty();
        }
        Optional<Identity> identity = identify ? identity(bus, address) : Optional.empty();
        return Optional.of(new Device(address, driver, identity, sensor));
    }

    private static Optional<Identity> identity(I2cBus bus, int address) throws IOException {
        for (KnownPart part : KnownPart.at(address)) {
            if (part.identification().isPresent()) {
                Identification id = part.identification().get();
                byte[] register = {(byte) id.register()};
                Optional<byte[]> answer = read(bus, address, register, id.length());
                if (answer.isPresent() && id.fits(answer.get())) {
                    String reads =
                            String.format(
                                    Locale.ROOT,
                                    "%02X r %s",
                                    id.register(),
                                    SPACED.formatHex(answer.get()));
                    return Optional.of(new Identity(part.name(), reads));
                }
            }
        }
        return Optional.empty();
    }

    /** Empty if nobody acknowledges. */
    private static Optional<byte[]> read(I2cBus bus, int address, byte[] out, int length)
            throws IOException {
        try {
            return Optional.of(bus.transfer(address, out, length));
        } catch (BusException e) {
            if (e.kind() == NO_ANSWER) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private OneWire oneWire() {
        try {
            List<Rom> roms =
                    board.oneWire().roms().stream().map(rom -> new Rom(rom, sensor(rom))).toList();
            return new OneWire(roms, Optional.empty());
        } catch (IOException e) {
            return new OneWire(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private boolean processor() {
        try {
            return !board.kernel().read(LinuxThermal.FILE).isBlank();
        } catch (IOException e) {
            // Not every machine has a thermal zone, and nothing is wrong then.
            return false;
        }
    }

    private Optional<String> sensor(int bus, int address) {
        return sensors.stream()
                .filter(sensor -> sensor.wire().equals(new Wire.I2c(bus, address)))
                .map(SensorSettings::name)
                .findFirst();
    }

    private Optional<String> sensor(String rom) {
        return sensors.stream()
                .filter(
                        sensor ->
                                sensor.wire() instanceof Wire.OneWire wire
                                        && sensor.part().attachment()
                                                instanceof Attachment.OneWire part
                                        && rom.startsWith(
                                                String.format(Locale.ROOT, "%02x-", part.family()))
                                        && rom.equals(wire.rom().orElse(rom)))
                .map(SensorSettings::name)
                .findFirst();
    }
}
