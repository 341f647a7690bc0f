package meetpost.drivers.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Crc8Test {

    /**
     * Initially 0xFF: "SHT3x-DIS", table 20. Initially 0: the examples of HPC199_2, "CRC Checksum".
     */
    @ParameterizedTest
    @CsvSource({"BEEF, FF, 92", "DC, 00, 79", "683A, 00, 7C", "4E85, 00, 6B"})
    void isThatOfTheDatasheets(String bytes, String initial, String checksum) {
        byte[] data = HexFormat.of().parseHex("00" + bytes);

        assertEquals(
                Integer.parseInt(checksum, 16),
                Crc8.of(data, 1, data.length - 1, Integer.parseInt(initial, 16)));
    }
}
