package meetpost.drivers.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import meetpost.drivers.p1.P1Frames.Frame;
import meetpost.drivers.p1.P1Frames.Frame.Damaged;
import meetpost.drivers.p1.P1Frames.Frame.Telegram;
import org.junit.jupiter.api.Test;

class P1FramesTest {

    private P1Frames frames = new P1Frames(true);

    /** Of CRC-16/ARC, as catalogues of checksums have it. */
    @Test
    void computesTheCheckValueOfItsChecksum() {
        assertEquals(0xBB3D, P1Frames.crc("123456789".getBytes(US_ASCII), 9));
    }

    @Test
    void findsTheExampleOfTheStandard() {
        assertEquals(List.of(whole(Telegrams.STANDARD)), came(Telegrams.STANDARD));
    }

    @Test
    void findsWhatARealMeterSaid() {
        assertEquals(List.of(whole(Telegrams.REAL)), came(Telegrams.REAL));
    }

    @Test
    void findsAnOldOneWithoutAChecksum() {
        frames = new P1Frames(false);

        assertEquals(
                List.of(whole(Telegrams.OLD), whole(Telegrams.OLD)),
                came(Telegrams.OLD + Telegrams.OLD));
    }

    @Test
    void findsTwoThatAreTheSame() {
        assertEquals(
                List.of(whole(Telegrams.REAL), whole(Telegrams.REAL)),
                came(Telegrams.REAL + Telegrams.REAL));
    }

    @Test
    void beginsInTheMiddleOfOne() {
        String half = Telegrams.REAL.substring(Telegrams.REAL.length() / 2);

        assertEquals(List.of(whole(Telegrams.REAL)), came(half + Telegrams.REAL));
    }

    @Test
    void saysThatOneWasCut() {
        String cut = Telegrams.REAL.substring(0, 400) + "\r\n";

        assertEquals(
                List.of(new Damaged("the end is missing"), whole(Telegrams.REAL)),
                came(cut + Telegrams.REAL));
    }

    /** Whichever byte of it is another, it is not taken for right. */
    @Test
    void takesNoneWithAByteThatIsAnother() {
        for (int at = 0; at < Telegrams.REAL.length() - 2; at++) {
            frames = new P1Frames(true);
            char[] bytes = Telegrams.REAL.toCharArray();
            bytes[at] = (char) (bytes[at] ^ 1);

            List<Frame> found = came(new String(bytes) + "\r\n");

            assertTrue(found.stream().noneMatch(Telegram.class::isInstance), at + ": " + found);
        }
    }

    @Test
    void saysThatAChecksumIsWrong() {
        assertEquals(
                List.of(new Damaged("its checksum is wrong; does another program read the port?")),
                came(Telegrams.REAL.replace("003432.829", "003432.828")));
    }

    @Test
    void saysThatThereIsNoChecksum() {
        assertEquals(
                List.of(new Damaged("there is no checksum; a meter before DSMR 4 needs `dsmr: 2`")),
                came(Telegrams.OLD));
    }

    /** A meter of 9600 baud that is read at 115200. */
    @Test
    void saysWhatIsNoText() {
        assertEquals(
                List.of(new Damaged("a byte 0x80 is no text; is the speed right?")),
                came("\n/\u0080"));
    }

    @Test
    void keepsNoTelegramWithoutAnEnd() {
        List<Frame> came = came("/" + "a".repeat(100_000));

        assertEquals(List.of(new Damaged("it is longer than 8192 bytes")), came);
    }

    @Test
    void findsOneBehindAMegabyteOfNoise() {
        var random = new Random(7);
        byte[] noise = new byte[1 << 20];
        random.nextBytes(noise);
        for (byte each : noise) {
            frames.accept(each);
        }

        List<Frame> came = came("\r\n" + Telegrams.REAL);

        assertEquals(whole(Telegrams.REAL), came.get(came.size() - 1));
    }

    private List<Frame> came(String text) {
        List<Frame> found = new ArrayList<>();
        for (byte each : text.getBytes(ISO_8859_1)) {
            frames.accept(each).ifPresent(found::add);
        }
        return found;
    }

    private static Telegram whole(String text) {
        return new Telegram(text.substring(0, text.indexOf('!') + 1));
    }
}
