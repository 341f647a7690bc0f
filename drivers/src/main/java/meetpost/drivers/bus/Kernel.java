package meetpost.drivers.bus;

import java.io.IOException;

/**
 * What the kernel measures by itself and shows as text in files. Safe for use by several threads.
 */
public interface Kernel {

    /**
     * The text of that file. Blocks while the kernel measures.
     *
     * @param file below {@code /sys}: {@code class/thermal/thermal_zone0/temp}
     * @throws BusException if there is no such file, it may not be read or the kernel cannot
     *     measure
     */
    String read(String file) throws IOException;
}
