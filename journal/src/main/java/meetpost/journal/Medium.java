package meetpost.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** What a journal writes to: in tests one that fills up, or whose power is cut. */
@FunctionalInterface
public interface Medium {

    /** The file system. */
    Medium DISK = FileChannel::open;

    /** Opens a file to write it, or a directory to force its names. */
    FileChannel open(Path file, OpenOption... options) throws IOException;
}
