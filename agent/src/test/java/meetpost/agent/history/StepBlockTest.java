package meetpost.agent.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepBlockTest {

    private static final ClockOffset MOMENT = new ClockOffset(0x0A0B0C0D, 1000);

    @Test
    void hasTheBytesThatThePackageSays() {
        var rows =
                List.of(
                        new Row(1, 6, new Summary(1, 20.5, 20.5, 20.5)),
                        new Row(1, 7, new Summary(6, 20.4, 20.5, 20.7)));

        // Version, boot, offset 1000, first 60000, length 10000; series 1, 10 bytes, 1 decimal;
        // 1 single value: step + 0, 205; 6 values: step + 1, -1, + 3, + 1.
        assertEquals(
                "01 0a0b0c0d d00f c0a907 904e 0000000000000001 0a 01 0500 9a03 1801 01 03 01"
                        .replace(" ", ""),
                HexFormat.of().formatHex(block(rows, 1).array()));
    }

    @Test
    void givesWhatItWasGiven() {
        var rows =
                List.of(
                        new Row(7, -3, new Summary(2, -1.5, 0.25, 2)),
                        new Row(7, 9, new Summary(1, 1e300, 1e300, 1e300)),
                        new Row(7, 9, new Summary(3, -1e300, 0, 1e300)),
                        new Row(7, 10, new Summary(1, 0.13, 0.13, 0.13)));

        assertEquals(rows, read(block(rows, 2), 7));
        assertEquals(List.of(), read(block(rows, 2), 8));
    }

    @Test
    void roundsToTheDecimalsThatAreKept() {
        var row = new Row(7, 0, new Summary(3, 20.123456, 20.2, 20.987654));

        assertEquals(
                List.of(new Row(7, 0, new Summary(3, 20.1235, 20.2, 20.9877))),
                read(block(List.of(row), 4), 7));
    }

    @Test
    void refusesOneThatEndsEarly() {
        ByteBuffer block = block(List.of(new Row(7, 0, Summary.of(20))), 1);
        ByteBuffer half = block.slice(0, block.limit() - 2);

        assertThrows(IllegalArgumentException.class, () -> read(half, 7));
    }

    private static ByteBuffer block(List<Row> rows, int decimals) {
        return StepBlock.of(rows, 10_000, MOMENT, series -> decimals);
    }

    private static List<Row> read(ByteBuffer block, long series) {
        List<Row> rows = new ArrayList<>();
        BlockHead head = BlockHead.read(block).orElseThrow();
        StepBlock.read(head, block, 10_000, each -> each == series, rows::add);
        return rows;
    }
}
