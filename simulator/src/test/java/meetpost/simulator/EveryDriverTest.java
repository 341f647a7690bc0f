package meetpost.simulator;

import static meetpost.drivers.sensor.Quantity.CURRENT;
import static meetpost.drivers.sensor.Quantity.POWER;
import static meetpost.drivers.sensor.Quantity.VOLTAGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import meetpost.drivers.bus.Board;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.KernelFile;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.OneWireDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.sensor.Catalog;
import meetpost.drivers.sensor.Ds18b20;
import meetpost.drivers.sensor.Measurement;
import meetpost.drivers.sensor.Part;
import meetpost.drivers.sensor.Quantity;
import meetpost.drivers.sensor.Sensor;
import meetpost.drivers.sensor.SensorException;
import meetpost.drivers.sensor.Wiring;
import meetpost.simulator.chip.Ds18b20Chip;
import meetpost.simulator.chip.Ds18b20Family;
import meetpost.simulator.chip.Signal;
import meetpost.simulator.mount.ChipModel;
import meetpost.simulator.mount.MountedChip;
import meetpost.simulator.mount.Place;
import meetpost.simulator.pi4j.SimulatedPlatform;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every driver of the catalogue over its simulated chip's whole range, through Pi4J and the board
 * of a real Pi. Driver and chip were written apart, each from the datasheet.
 */
class EveryDriverTest {

    private static final String SERIAL = "0316a2791cff";

    /** From one end of a chip's range to the other. */
    private static final List<Double> POSITIONS = List.of(0.0, 0.125, 0.3, 0.5, 0.77, 0.9, 1.0);

    @TestFactory
    Stream<DynamicTest> readsWhatItsChipMeasuresOverTheWholeRange() {
        return Catalog.parts().stream().map(part -> dynamicTest(part.name(), () -> check(part)));
    }

    @TestFactory
    Stream<DynamicTest> readsItAtEachOfItsAddresses() {
        return Catalog.parts().stream()
                .flatMap(
                        part ->
                                places(part).stream()
                                        .map(
                                                place ->
                                                        dynamicTest(
                                                                part.name() + " " + place,
                                                                () -> checkAt(part, place, 0.5))));
    }

    /** Genuine or not: never a number that is not there, and every one that is. */
    @ParameterizedTest
    @EnumSource(Ds18b20Family.class)
    void followsEveryFamilyOfDs18b20OverTheWholeRangeAndThroughPowerCuts(Ds18b20Family family)
            throws Exception {
        var ticks = new HandTicks();
        var platform = new SimulatedPlatform(ticks);
        var chip = new Ds18b20Chip();
        String rom = family.rom(0x0316a279);
        platform.oneWire().attach(rom, chip);
        chip.family(family);
        Map<Ds18b20Family, String> names = names();
        int refused = 0;
        try (Board board = platform.board()) {
            var device = new OneWireDevice(board.oneWire(), rom);
            Sensor sensor = new Ds18b20(device);
            for (int raw = -55 * 16; raw <= 125 * 16; raw++) {
                chip.temperature(raw / 16.0);
                assertEquals(
                        raw / 16.0,
                        sensor.sense().measurements().get(0).value(),
                        "of family " + family);
                assertEquals(names.get(family), sensor.remark().orElse("genuine"));
                if (raw % 40 == 0) {
                    chip.resetNext(1);
                    try {
                        double value = sensor.sense().measurements().get(0).value();
                        assertEquals(raw / 16.0, value, 10, "after a reset, of family " + family);
                    } catch (SensorException expected) {
                        refused++;
                    }
                }
            }
        }
        assertTrue(refused >= 60, refused + " of 73 resets were refused");
    }

    /** What the driver tells of each after a conversion, by {@code docs/chips.md}. */
    private static Map<Ds18b20Family, String> names() {
        String copy = "a copy, not Maxim's: ";
        return Map.of(
                Ds18b20Family.A, "genuine",
                Ds18b20Family.B, copy + "family B1 (GXCAS 18B20)",
                Ds18b20Family.C, copy + "family C, always at 12 bits",
                Ds18b20Family.D,
                        copy
                                + "family D (Mysentech MY18E20), which needs its VDD pin and may be 3 °C off",
                Ds18b20Family.E, copy + "family E (Novosense NS18B20)",
                Ds18b20Family.F, copy + "family F",
                Ds18b20Family.G, copy + "family G",
                Ds18b20Family.H, copy + "family H, or G before it converted");
    }

    private static void check(Part part) throws Exception {
        for (double position : POSITIONS) {
            checkAt(part, places(part).get(0), position);
        }
    }

    private static void checkAt(Part part, Place place, double position) throws Exception {
        var model = ChipModel.of(part.name());
        assertTrue(model.isPresent(), part.name() + " has no simulated chip");
        var ticks = new HandTicks();
        var platform = new SimulatedPlatform(ticks);
        MountedChip chip = model.get().mount().on(platform, place);
        model.get().spans().forEach((quantity, span) -> chip.measure(quantity, at(span, position)));
        ticks.pass(1000);

        try (Board board = platform.board()) {
            Sensor sensor = part.opener().open(new Wired(board, place, ticks));
            List<Measurement> measurements = sensor.sense().measurements();

            assertEquals(
                    part.quantities(), measurements.stream().map(Measurement::quantity).toList());
            for (Measurement measurement : measurements) {
                Quantity quantity = measurement.quantity();
                ChipModel.Span span = spans(model.get(), position).get(quantity);
                assertEquals(
                        at(span, position).at(0),
                        measurement.value(),
                        span.resolution(),
                        part.name() + " " + quantity + " at " + position + " of its range");
            }
        }
    }

    /** Where there is no power to tell the chip, it is what voltage and current make. */
    private static Map<Quantity, ChipModel.Span> spans(ChipModel model, double position) {
        Map<Quantity, ChipModel.Span> spans = new HashMap<>(model.spans());
        ChipModel.Span volts = spans.get(VOLTAGE);
        ChipModel.Span amperes = spans.get(CURRENT);
        if (volts != null && amperes != null && !spans.containsKey(POWER)) {
            double volt = at(volts, position).at(0);
            double ampere = at(amperes, position).at(0);
            double within =
                    Math.abs(volt) * amperes.resolution() + Math.abs(ampere) * volts.resolution();
            spans.put(POWER, new ChipModel.Span(volt * ampere, volt * ampere, within + 1e-6));
        }
        return spans;
    }

    private static Signal at(ChipModel.Span span, double position) {
        return Signal.constant(span.low() + position * (span.high() - span.low()));
    }

    private static List<Place> places(Part part) {
        if (part.attachment() instanceof Part.Attachment.I2c i2c) {
            return i2c.addresses().stream().map(address -> place(address)).toList();
        }
        if (part.attachment() instanceof Part.Attachment.OneWire oneWire) {
            return List.of(new Place.OneWire("%02x-%s".formatted(oneWire.family(), SERIAL)));
        }
        if (part.attachment() instanceof Part.Attachment.OnBoard onBoard) {
            return List.of(new Place.OnBoard(onBoard.file()));
        }
        if (part.attachment() instanceof Part.Attachment.Machine) {
            return List.of(new Place.Machine());
        }
        if (part.attachment() instanceof Part.Attachment.KernelLine) {
            return List.of(new Place.KernelLine(4), new Place.KernelLine(27));
        }
        if (part.attachment() instanceof Part.Attachment.KernelDevice kernel) {
            return List.of(
                    new Place.KernelDevice(kernel.of(), "first", kernel.of().examples()),
                    new Place.KernelDevice(kernel.of(), "other", kernel.of().examples()));
        }
        throw new AssertionError(part.name() + " is wired to what this test does not know");
    }

    private static Place place(int address) {
        return new Place.I2c(1, address);
    }

    /** A part at its place on the board. */
    private record Wired(Board board, Place place, HandTicks ticks) implements Wiring {

        @Override
        public I2cDevice i2c() throws IOException {
            var i2c = (Place.I2c) place;
            return new I2cDevice(board.i2c(i2c.bus()), i2c.address());
        }

        @Override
        public OneWireDevice oneWire() {
            return new OneWireDevice(board.oneWire(), ((Place.OneWire) place).rom());
        }

        @Override
        public KernelFile kernelFile() {
            return new KernelFile(board.kernel(), ((Place.OnBoard) place).file());
        }

        @Override
        public KernelDevice kernelDevice() {
            if (place instanceof Place.KernelDevice device) {
                return new KernelDevice(board.kernel(), device.device(), device.channels());
            }
            return new KernelDevice(
                    board.kernel(),
                    "system",
                    List.of(
                            "temperature",
                            "load",
                            "memory",
                            "disk",
                            "uptime",
                            "wifi",
                            "under-voltage",
                            "throttled"));
        }

        @Override
        public KernelLine kernelLine() {
            return new KernelLine(board.kernel(), ((Place.KernelLine) place).gpio());
        }

        @Override
        public Pause pause() {
            return duration -> ticks.until(ticks.now() + duration.toNanos());
        }
    }
}
