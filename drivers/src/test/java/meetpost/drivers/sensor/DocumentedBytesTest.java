package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import meetpost.drivers.bus.I2cBus;
import meetpost.drivers.bus.I2cDevice;
import meetpost.drivers.bus.OneWireBus;
import meetpost.drivers.bus.OneWireDevice;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each line of {@code docs/chips.md}, as the first thing that a part says. */
class DocumentedBytesTest {

    @TestFactory
    Stream<DynamicTest> makesOfEachScratchpadWhatThePageSays() throws IOException {
        List<List<String>> rows = rows("## DS18B20", 5);
        assertTrue(rows.size() >= 18, rows.size() + " lines");
        return rows.stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.get(0) + " " + row.get(1),
                                        () -> {
                                            var sensor = new Ds18b20(device(row));
                                            assertEquals(row.get(2), made(sensor));
                                            assertEquals(
                                                    row.get(3).isEmpty()
                                                            ? ""
                                                            : "a copy, not Maxim's: " + row.get(3),
                                                    sensor.remark().orElse(""));
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> makesOfEachSetOfRegistersWhatThePageSays() throws IOException {
        List<List<String>> rows = rows("## BME280", 6);
        assertTrue(rows.size() >= 3, rows.size() + " lines");
        return rows.stream()
                .map(
                        row ->
                                dynamicTest(
                                        row.get(5),
                                        () -> assertEquals(row.get(4), madeOfBme280(row))));
    }

    private static OneWireDevice device(List<String> row) {
        return new OneWireDevice(
                new OneWireBus() {
                    @Override
                    public List<String> roms() {
                        return List.of(row.get(0));
                    }

                    @Override
                    public byte[] scratchpad(String rom) {
                        return HexFormat.ofDelimiter(" ").parseHex(row.get(1));
                    }
                },
                row.get(0));
    }

    private static String made(Sensor sensor) throws IOException, InterruptedException {
        try {
            return Double.toString(sensor.sense().measurements().get(0).value());
        } catch (SensorException e) {
            return word(e);
        }
    }

    private static String madeOfBme280(List<String> row) throws IOException, InterruptedException {
        var registers = new byte[256];
        put(registers, 0xD0, row.get(0));
        put(registers, 0x88, row.get(1));
        put(registers, 0xE1, row.get(2));
        put(registers, 0xF7, row.get(3));
        I2cBus bus =
                (address, out, length) -> {
                    if (length == 0) {
                        registers[out[0] & 0xFF] = out[1];
                        return new byte[0];
                    }
                    int from = out[0] & 0xFF;
                    // The status register: it is never busy.
                    return from == 0xF3
                            ? new byte[1]
                            : Arrays.copyOfRange(registers, from, from + length);
                };
        try {
            return made(new Bme280(new I2cDevice(bus, 0x76), wait -> {}));
        } catch (SensorException e) {
            return word(e);
        }
    }

    private static void put(byte[] registers, int at, String text) {
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(text);
        System.arraycopy(bytes, 0, registers, at, bytes.length);
    }

    private static String word(SensorException refusal) {
        return refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<List<String>> rows(String heading, int columns) throws IOException {
        String page = Files.readString(Path.of("../docs/chips.md"));
        return page.substring(page.indexOf(heading))
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> cells(line, columns))
                .toList();
    }

    private static List<String> cells(String line, int columns) {
        List<String> cells =
                Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(cell -> cell.strip().replace("`", ""))
                        .limit(columns)
                        .toList();
        assertEquals(columns, cells.size(), line);
        return cells;
    }
}
