package meetpost.drivers.sensor;

import static java.util.stream.Collectors.toSet;
import static meetpost.drivers.sensor.Quantity.PRESSURE;
import static meetpost.drivers.sensor.Quantity.RELATIVE_HUMIDITY;
import static meetpost.drivers.sensor.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import meetpost.drivers.bus.BusPlayback;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.KernelDevice;
import meetpost.drivers.bus.KernelFile;
import meetpost.drivers.bus.KernelLine;
import meetpost.drivers.bus.OneWireDevice;
import meetpost.drivers.bus.Pause;
import meetpost.drivers.pi4j.RaspberryPi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    static List<Part> parts() {
        return Catalog.parts();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyPartHasADriverAndATestOfItsName(Part part) throws Exception {
        String chip = part.name().substring(part.name().indexOf(',') + 1);
        var sources = Path.of("src/main/java/meetpost/drivers/sensor");
        var tests = Path.of("src/test/java/meetpost/drivers/sensor");

        assertTrue(names(sources).anyMatch(name -> name.endsWith(chip + ".java")), chip);
        assertTrue(names(tests).anyMatch(name -> name.endsWith(chip + "test.java")), chip);
    }

    @Test
    void everyNameIsThereOnce() {
        var names = parts().stream().map(Part::name).toList();

        assertEquals(names.size(), names.stream().collect(toSet()).size());
        assertTrue(names.contains("maxim,ds18b20"));
        assertTrue(names.contains("ti,tmp102"));
        assertTrue(names.contains("bosch,bme280"));
    }

    @Test
    void theBme280GivesThreeQuantitiesAtTwoAddresses() {
        Part part = Catalog.part("bosch,bme280").orElseThrow();

        assertEquals(List.of(TEMPERATURE, RELATIVE_HUMIDITY, PRESSURE), part.quantities());
        assertEquals(new Part.Attachment.I2c(List.of(0x76, 0x77)), part.attachment());
    }

    @Test
    void theTmp102HasFourAddresses() {
        Part part = Catalog.part("ti,tmp102").orElseThrow();

        assertEquals(List.of(TEMPERATURE), part.quantities());
        assertEquals(new Part.Attachment.I2c(List.of(0x48, 0x49, 0x4A, 0x4B)), part.attachment());
    }

    @Test
    void theDs18b20IsFamily28() {
        Part part = Catalog.part("maxim,ds18b20").orElseThrow();

        assertEquals(List.of(TEMPERATURE), part.quantities());
        assertEquals(new Part.Attachment.OneWire(0x28), part.attachment());
    }

    @Test
    void theProcessorsThermometerIsTheKernelsFirstZone() {
        Part part = Catalog.part("linux,thermal").orElseThrow();

        assertEquals(List.of(TEMPERATURE), part.quantities());
        assertEquals(
                new Part.Attachment.OnBoard("class/thermal/thermal_zone0/temp"), part.attachment());
    }

    @Test
    void deviceOfTheKernelMeasuresWhatItsChannelsAre() {
        for (Part part : parts()) {
            if (part.attachment() instanceof Part.Attachment.KernelDevice kernel) {
                assertEquals(
                        part.quantities(),
                        kernel.of().examples().stream()
                                .map(name -> kernel.of().channel(name).orElseThrow().quantity())
                                .toList());
            }
        }
    }

    @Test
    void opensTheDriverOfEachPart() throws Exception {
        var bme280 =
                new BusPlayback(
                        """
                        77 w D0 r 60
                        77 w E0 B6
                        77 w F3 r 00
                        77 w 88 r 70 6B 43 67 18 FC 7D 8E 43 D6 D0 0B 27 0B 8C 00 F9 FF 8C 3C F8 C6 70 17 00 4B
                        77 w E1 r 6A 01 00 13 29 03 1E
                        77 w F2 01
                        77 w F4 24
                        """);

        assertInstanceOf(Bme280.class, open("bosch,bme280", bme280, 0x77));
        assertInstanceOf(Tmp102.class, open("ti,tmp102", new BusPlayback("49 w 01 r 60 A0"), 0x49));
        assertInstanceOf(LinuxThermal.class, open("linux,thermal", new BusPlayback(""), 0x08));
        assertInstanceOf(Ds18b20.class, open("maxim,ds18b20", new BusPlayback(""), 0x08));
    }

    @Test
    void knowsNoOtherPart() {
        assertEquals(Optional.empty(), Catalog.part("bosch,bme281"));
    }

    private static Sensor open(String part, I2cBus bus, int address) throws Exception {
        return Catalog.part(part)
                .orElseThrow()
                .opener()
                .open(
                        new Wiring() {
                            @Override
                            public I2cDevice i2c() {
                                return new I2cDevice(bus, address);
                            }

                            @Override
                            public OneWireDevice oneWire() {
                                return new OneWireDevice(
                                        RaspberryPi.board().oneWire(), "28-0316a2791cff");
                            }

                            @Override
                            public KernelFile kernelFile() {
                                return new KernelFile(
                                        RaspberryPi.board().kernel(),
                                        "class/thermal/thermal_zone0/temp");
                            }

                            @Override
                            public KernelDevice kernelDevice() {
                                throw new AssertionError("not asked for here");
                            }

                            @Override
                            public KernelLine kernelLine() {
                                throw new AssertionError("not asked for here");
                            }

                            @Override
                            public Pause pause() {
                                return duration -> {};
                            }
                        });
    }

    private static Stream<String> names(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                    .toList()
                    .stream();
        }
    }
}
