package meetpost.agent.output;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where the text of {@link OutputRecords} is kept. One thread; may block for as long as a disk. */
interface RecordsStore {

    /** Empty: nothing was ever kept. */
    Optional<String> read() throws IOException;

    /** What version 0.1.0 kept: the last states. Empty: it kept nothing. */
    Map<String, Boolean> ofVersion010() throws IOException;

    /** In the place of what was there; the old one or the new one, also after a power cut. */
    void write(String text) throws IOException;
}
