package meetpost.drivers.bus;

import java.io.IOException;
import java.util.List;

/**
 * What the kernel measures by itself and shows as text in files. Safe for use by several threads.
 */
public interface Kernel {

    /**
     * The text of that file, its first 4096 bytes. Blocks while the kernel measures.
     *
     * @param file below {@code /sys}: {@code class/thermal/thermal_zone0/temp}; below {@code /}
     *     where it begins with {@code proc/}
     * @throws BusException if there is no such file, it may not be read or the kernel cannot
     *     measure
     */
    String read(String file) throws IOException;

    /**
     * The names in that directory, in order; none where there is no such directory.
     *
     * @param directory below {@code /sys}: {@code bus/iio/devices}
     * @throws BusException if it may not be read
     */
    List<String> names(String directory) throws IOException;

    /** Of the filesystem that {@code /} is on. */
    Space space() throws IOException;
}
