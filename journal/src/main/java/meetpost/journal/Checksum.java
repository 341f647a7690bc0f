package meetpost.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** What the CRC-32C of a frame begins with: where it lies, and numbers of four bytes. */
final class Checksum {

    private Checksum() {}

    /**
     * To be gone on with.
     *
     * @param file the number of the file
     * @param offset where in it the frame begins
     */
    static CRC32C begin(long file, long offset, int... numbers) {
        ByteBuffer first = ByteBuffer.allocate(16 + 4 * numbers.length);
        first.putLong(file).putLong(offset);
        for (int number : numbers) {
            first.putInt(number);
        }
        var crc = new CRC32C();
        crc.update(first.flip());
        return crc;
    }
}
