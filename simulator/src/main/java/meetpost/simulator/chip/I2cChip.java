package meetpost.simulator.chip;

import java.io.IOException;

/**
 * A chip as its I2C bus sees it. The bus has it take part in one transfer at a time and says when:
 * {@code now} is in nanoseconds since an arbitrary origin and never goes back for one thread.
 */
public interface I2cChip {

    /** Power arrives: everything is as the datasheet's reset values say. */
    void powerOn(long now);

    /**
     * The master has written these bytes, at least one.
     *
     * @throws IOException if the chip does not acknowledge one of them
     */
    void write(byte[] bytes, long now) throws IOException;

    /**
     * The master reads.
     *
     * @return exactly {@code length} bytes
     * @throws IOException if the chip has nothing there
     */
    byte[] read(int length, long now) throws IOException;
}
