package meetpost.drivers.bus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** One file in which the kernel shows what it measures. */
public record KernelFile(Kernel kernel, String file) {

    public KernelFile {
        requireNonNull(kernel, "kernel");
        requireNonNull(file, "file");
    }

    /** {@link Kernel#read} of this file. */
    public String read() throws IOException {
        return kernel.read(file);
    }
}
