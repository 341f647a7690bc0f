package meetpost.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.Kernel;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.KernelFile;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OneWireDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.bus.Space;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;
import meetpost.drivers.sensor.Sensed;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.Wiring;
import meetpost.simulator.chip.Ds18b20Chip;
import meetpost.simulator.mount.ChipFault;
import meetpost.simulator.mount.ChipModel;
import meetpost.simulator.mount.MountedChip;
import meetpost.simulator.mount.Place;
import meetpost.simulator.pi4j.SimulatedPlatform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules that CONTRIBUTING has for every driver, over every driver of the catalogue. */
class DriverRulesTest {

    private static final String ROM = "28-00000316a279";
    private static final int ROUNDS = 1_000;

    /** What no part of the catalogue can measure is outside of these; by the datasheets. */
    private static final Map<Quantity, double[]> POSSIBLE =
            Map.of(
                    Quantity.TEMPERATURE, new double[] {-60, 151},
                    Quantity.RELATIVE_HUMIDITY, new double[] {0, 100},
                    Quantity.PRESSURE, new double[] {298, 1102},
                    Quantity.ILLUMINANCE, new double[] {0, 121_557},
                    Quantity.CO2, new double[] {200, 40_000},
                    Quantity.VOLTAGE, new double[] {0, 36.1},
                    Quantity.CURRENT, new double[] {-3.2, 3.2},
                    Quantity.POWER, new double[] {-84.1, 84.1});

    /** By their units, of quantities that are the settings' own. */
    private static final Map<String, double[]> POSSIBLE_IN =
            Map.of("V", new double[] {-0.3, 4.096});

    /** Every word that they can say is a value that they can measure. */
    private static final Set<String> NEVER_WRONG = Set.of("rohm,bh1750");

    /** One checksum for all that they measure. */
    private static final Set<String> WRONG_TOGETHER = Set.of("aosong,aht20");

    /** Bytes on the wire are replaced by others, often with the checksum that fits. */
    @TestFactory
    Stream<DynamicTest> refusesWhatNoPartCanMeasure() {
        return each(
                part -> {
                    var random = new Random(13);
                    int refused = 0;
                    int measured = 0;
                    for (int round = 0; round < ROUNDS; round++) {
                        try (var wires = new DamagedWires(part, random)) {
                            for (Measurement each : sensed(part, wires).measurements()) {
                                Quantity quantity = each.quantity();
                                double[] range =
                                        POSSIBLE.getOrDefault(
                                                quantity, POSSIBLE_IN.get(quantity.unit()));
                                assertTrue(
                                        each.value() >= range[0] && each.value() <= range[1],
                                        part.name() + " in round " + round + ": " + each);
                                measured++;
                            }
                        } catch (IOException expected) {
                            refused++;
                        }
                    }
                    assertTrue(measured > 100, part.name() + " believed " + measured);
                    assertTrue(
                            refused > ROUNDS / 40 || NEVER_WRONG.contains(part.name()),
                            part.name() + " refused " + refused);
                });
    }

    @TestFactory
    Stream<DynamicTest> believesNoPowerUpValueAlone() {
        return each(
                part -> {
                    var wires = new DamagedWires(part, new Random(13), 0);
                    if (!wires.chip.faults().contains(ChipFault.POWER_ON)) {
                        wires.close();
                        return;
                    }
                    wires.chip.set(ChipFault.POWER_ON, true);
                    try (wires) {
                        assertThrows(SensorException.class, () -> sensed(part, wires));
                    }
                });
    }

    /** One of several may be what the others depend on: without a temperature there is nothing. */
    @TestFactory
    Stream<DynamicTest> letsEachQuantityFailByItself() {
        return each(
                part -> {
                    var random = new Random(13);
                    Set<Quantity> failed = new HashSet<>();
                    for (int round = 0; round < ROUNDS; round++) {
                        try (var wires = new DamagedWires(part, random)) {
                            Sensed sensed = sensed(part, wires);
                            sensed.failures().forEach(each -> failed.add(each.quantity()));
                            assertEquals(
                                    Set.copyOf(part.quantities()), Set.copyOf(sensed.quantities()));
                        } catch (IOException expected) {
                            // Then all of them failed.
                        }
                    }
                    assertTrue(
                            failed.size() >= part.quantities().size() - 1
                                    || WRONG_TOGETHER.contains(part.name()),
                            part.name() + ": only " + failed + " failed by themselves");
                });
    }

    private interface Check {

        void of(Part part) throws Exception;
    }

    private static Stream<DynamicTest> each(Check check) {
        // What a device of the kernel can measure depends on the device: its test has the bounds.
        return Catalog.parts().stream()
                .filter(part -> !(part.attachment() instanceof Part.Attachment.KernelDevice))
                .filter(part -> !(part.attachment() instanceof Part.Attachment.Machine))
                .map(part -> dynamicTest(part.name(), () -> check.of(part)));
    }

    private static Sensed sensed(Part part, Wiring wires) throws Exception {
        Sensor sensor = part.opener().open(wires);
        return sensor.sense();
    }

    /** A part in the middle of its range, on wires that change some of what it says. */
    private static final class DamagedWires implements Wiring, AutoCloseable {

        private static final int BYTES = 256;

        private final Random random;
        private final double share;
        private final HandTicks ticks = new HandTicks();
        private final Place place;
        private final Board board;
        final MountedChip chip;

        DamagedWires(Part part, Random random) {
            this(part, random, random.nextDouble() * 0.2);
        }

        /**
         * Between none and all.
         *
         * @param share of the bytes that are replaced
         */
        DamagedWires(Part part, Random random, double share) {
            this.random = random;
            this.share = share;
            this.place = place(part);
            ChipModel model = ChipModel.of(part.name()).orElseThrow();
            var platform = new SimulatedPlatform(ticks);
            this.chip = model.mount().on(platform, place);
            ticks.pass(1000);
            this.board = platform.board();
        }

        private static Place place(Part part) {
            if (part.attachment() instanceof Part.Attachment.I2c i2c) {
                return new Place.I2c(1, i2c.addresses().get(0));
            }
            if (part.attachment() instanceof Part.Attachment.OnBoard onBoard) {
                return new Place.OnBoard(onBoard.file());
            }
            if (part.attachment() instanceof Part.Attachment.KernelLine) {
                return new Place.KernelLine(4);
            }
            if (part.attachment() instanceof Part.Attachment.KernelDevice kernel) {
                return new Place.KernelDevice(kernel.of(), "any", kernel.of().examples());
            }
            return new Place.OneWire(ROM);
        }

        @Override
        public I2cDevice i2c() throws IOException {
            var wired = (Place.I2c) place;
            I2cBus bus = board.i2c(wired.bus());
            return new I2cDevice(
                    (address, out, length) -> damaged(bus.transfer(address, out, length)),
                    wired.address());
        }

        @Override
        public OneWireDevice oneWire() {
            OneWireBus bus = board.oneWire();
            return new OneWireDevice(
                    new OneWireBus() {
                        @Override
                        public List<String> roms() throws IOException {
                            return bus.roms();
                        }

                        @Override
                        public byte[] scratchpad(String rom)
                                throws IOException, InterruptedException {
                            byte[] read = damaged(bus.scratchpad(rom));
                            if (random.nextBoolean()) {
                                read[8] = (byte) Ds18b20Chip.crc(read, 8);
                            }
                            return read;
                        }
                    },
                    ROM);
        }

        @Override
        public KernelFile kernelFile() {
            var onBoard = (Place.OnBoard) place;
            return new KernelFile(damagedKernel(0.5), onBoard.file());
        }

        @Override
        public KernelDevice kernelDevice() {
            var device = (Place.KernelDevice) place;
            return new KernelDevice(damagedKernel(share), device.device(), device.channels());
        }

        @Override
        public KernelLine kernelLine() {
            return new KernelLine(damagedKernel(share), ((Place.KernelLine) place).gpio());
        }

        /** Some of its numbers are others, or none; names of devices are right. */
        private Kernel damagedKernel(double wrong) {
            return new Kernel() {
                @Override
                public String read(String file) throws IOException {
                    if (file.endsWith("/name") || random.nextDouble() >= wrong) {
                        return board.kernel().read(file);
                    }
                    return random.nextInt(10) == 0
                            ? "<not counted>\n"
                            : random.nextInt(-400_000, 400_000) + "\n";
                }

                @Override
                public Space space() {
                    return new Space(100, 40);
                }

                @Override
                public List<String> names(String directory) throws IOException {
                    return board.kernel().names(directory);
                }
            };
        }

        @Override
        public Pause pause() {
            return duration -> ticks.until(ticks.now() + duration.toNanos());
        }

        private byte[] damaged(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextDouble() < share) {
                    bytes[i] = (byte) random.nextInt(BYTES);
                }
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            board.close();
        }
    }
}
