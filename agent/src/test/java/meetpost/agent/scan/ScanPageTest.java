package meetpost.agent.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import meetpost.agent.settings.SensorSettings;
import meetpost.agent.settings.yaml.SettingsReader;
import meetpost.agent.settings.yaml.Surroundings;
import org.junit.jupiter.api.Test;

class ScanPageTest {

    private static final List<String> OWN_BROKER = List.of("broker: {}");

    private final WiredBoard board = new WiredBoard();

    @Test
    void isReadByPeopleAndIsSettings() throws Exception {
        board.chip(0x18, Map.of()).chip(0x19, Map.of()).chip(0x76, Map.of(0xD0, "60"));
        board.chip(0x2F, Map.of()).driver(0x68, "rtc-ds1307");
        board.rom("28-0316a2791cff").rom("10-000802824e58").rom("00-400000000000");

        String page = page(false);

        assertEquals(
                """
                # I2C bus 1, by reading one byte from each address
                #   0x18  one of microchip,mcp9808, DS2482, LIS3DH
                #   0x19  one of microchip,mcp9808, DS2482, LIS3DH
                #   0x2F  no part that we know of has this address
                #   0x68  UU  the kernel's driver rtc-ds1307 has it
                #   0x76  one of bosch,bme280, bosch,bmp280, BME680, BMP388, BMP390, DPS310, MS5611, TCA9548A, HT16K33
                #   other buses, such as those of cameras and screens: 20, 21; e.g. meetpost scan --bus 20
                # 1-wire
                #   28-0316a2791cff  maxim,ds18b20 (thermometer)
                #   10-000802824e58  DS18S20, DS1820 (thermometer)
                #   00-400000000000  no device: the data line floats; is the resistor of 4.7 kΩ there?
                #
                # Settings for this; rename the sensors as you like. To use them:
                #   meetpost scan > my.yaml
                #   meetpost run --config my.yaml
                broker: {}
                sensors:
                  mcp9808:
                    part: microchip,mcp9808
                    address: 0x18
                  mcp9808-2:
                    part: microchip,mcp9808
                    address: 0x19
                  bme280:
                    part: bosch,bme280  # or bosch,bmp280
                    address: 0x76
                  ds18b20:
                    part: maxim,ds18b20
                    rom: 28-0316a2791cff
                """,
                page);
        assertEquals(
                List.of("mcp9808", "mcp9808-2", "bme280", "ds18b20"),
                settings(page).stream().map(SensorSettings::name).toList());
    }

    /** Two converters of one name are told apart by their place. */
    @Test
    void offersWhatTheKernelReads() throws Exception {
        board.file("bus/iio/devices/iio:device0/name", "dht11@4")
                .file("bus/iio/devices/iio:device0/in_temp_input", "21500")
                .file("bus/iio/devices/iio:device0/in_humidityrelative_input", "45000")
                .file("bus/iio/devices/iio:device1/name", "mcp3008")
                .file("bus/iio/devices/iio:device1/in_voltage0_raw", "512")
                .file("bus/iio/devices/iio:device1/in_voltage1_raw", "512")
                .file("bus/iio/devices/iio:device2/name", "mcp3008")
                .file("bus/iio/devices/iio:device2/in_voltage0_raw", "512")
                .file("bus/spi/devices/spi0.0/iio:device1/name", "mcp3008")
                .file("bus/spi/devices/spi0.1/iio:device2/name", "mcp3008")
                .file("class/hwmon/hwmon0/name", "cpu_thermal")
                .file("class/hwmon/hwmon0/temp1_input", "48312")
                .file("class/hwmon/hwmon1/name", "rpi_volt")
                .file("class/hwmon/hwmon1/in0_lcrit_alarm", "0")
                .file("class/thermal/thermal_zone0/temp", "48312");

        String page = page(false);

        assertEquals(
                """
                # Read by drivers of the kernel
                #   dht11@4  linux,iio: humidityrelative, temp
                #   spi0.0  linux,iio: voltage0, voltage1
                #   spi0.1  linux,iio: voltage0
                #   cpu_thermal  linux,hwmon: temp1
                #   rpi_volt  linux,hwmon, nothing that there is a quantity for
                #
                """,
                page.substring(page.indexOf("# Read by"), page.indexOf("# Settings")));
        assertEquals(
                """
                sensors:
                  dht22:
                    part: aosong,dht22  # or aosong,dht11
                    gpio: 4
                  spi0-0:
                    part: linux,iio
                    device: "spi0.0"
                    channel: [voltage0]
                  spi0-0-2:
                    part: linux,iio
                    device: "spi0.0"
                    channel: [voltage1]
                  spi0-1:
                    part: linux,iio
                    device: "spi0.1"
                    channel: [voltage0]
                  processor:
                    part: linux,thermal
                """,
                page.substring(page.indexOf("sensors:")));
        assertEquals(5, settings(page).size());
    }

    /** A BMP388 answers where a BME280 can. */
    @Test
    void offersNothingForAPartThatSaidItIsAnother() throws Exception {
        board.chip(0x76, Map.of(0x00, "50")).chip(0x77, Map.of(0xD0, "60"));

        String page = page(true);

        assertEquals(
                """
                # I2C bus 1, by reading one byte from each address
                #   0x76  BMP388 (00 r 50); the kernel reads it with the line dtoverlay=i2c-sensor,bmp380
                #   0x77  bosch,bme280 (D0 r 60)
                """,
                page.substring(0, page.indexOf("#   other")));
        assertEquals(
                """
                sensors:
                  bme280:
                    part: bosch,bme280
                    address: 0x77
                """,
                page.substring(page.indexOf("sensors:")));
    }

    @Test
    void saysWhatToLookAtWhereNothingAnswers() throws Exception {
        assertEquals(
                """
                # I2C bus 1, by reading one byte from each address
                #   nothing answers: are SDA, SCL, 3.3 V and ground wired?
                #   other buses, such as those of cameras and screens: 20, 21; e.g. meetpost scan --bus 20
                # 1-wire
                #   there is no 1-wire bus
                #
                # Nothing that there is a driver for.
                """,
                page(false));
    }

    @Test
    void keepsTheNamesOfTheAgentThatRuns() throws Exception {
        board.chip(0x48, Map.of()).chip(0x76, Map.of()).rom("28-0316a2791cff");
        List<SensorSettings> known =
                settings(
                        """
                        sensors:
                          kelder: {part: "maxim,ds18b20"}
                          kast: {part: "ti,tmp102", address: 0x48}
                        """);

        Survey survey = new Scanner(board, known).survey(Optional.empty(), false);

        assertEquals(
                List.of("kast", "bme280", "kelder"),
                settings(text(survey)).stream().map(SensorSettings::name).toList());
    }

    private String page(boolean identify) throws Exception {
        return text(new Scanner(board, List.of()).survey(Optional.empty(), identify));
    }

    private static String text(Survey survey) {
        var page = new ScanPage(survey, OWN_BROKER, "meetpost", "run");
        return String.join("\n", page.lines()) + "\n";
    }

    private static List<SensorSettings> settings(String yaml) throws Exception {
        var surroundings =
                new Surroundings(
                        "kelder-pi",
                        Optional.empty(),
                        Optional.empty(),
                        Path.of("/nowhere"),
                        Optional.empty());
        return new SettingsReader(surroundings).read("my.yaml", yaml).sensors();
    }
}
