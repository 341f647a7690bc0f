package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was written to the card: by all programs since the start of the board, and by the agent.
 *
 * @param agent its process, if one runs
 */
record WearCheck(Filesystem files, Optional<Long> agent) implements Check {

    private static final String TOPIC = "wear";
    private static final String CARD = "sys/block/mmcblk0";
    private static final int SECTOR = 512;

    /** Documentation/block/stat.rst: sectors written, whatever the block size. */
    private static final int SECTORS_WRITTEN = 6;

    /** JEDEC eMMC 5.0, EXT_CSD: 0x0A is 90 to 100 % of the life, 0x0B is beyond. */
    private static final int NEARLY_OVER = 0x0A;

    WearCheck {
        requireNonNull(files, "files");
        requireNonNull(agent, "agent");
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        files.line(CARD + "/device/life_time").ifPresent(text -> findings.add(life(text)));
        String written = String.join(", ", written());
        if (written.isEmpty() && findings.isEmpty()) {
            return List.of(
                    Finding.none(TOPIC, "there is no SD card, and no agent that we may ask"));
        }
        if (!written.isEmpty()) {
            findings.add(Finding.ok(TOPIC, written));
        }
        return findings;
    }

    private List<String> written() {
        List<String> written = new ArrayList<>();
        agent.flatMap(pid -> files.text("proc/" + pid + "/io")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("write_bytes:"))
                .map(
                        line ->
                                megabytes(
                                        Long.parseLong(
                                                line.substring(line.indexOf(':') + 1).strip())))
                .forEach(mb -> written.add("the agent has written " + mb + " since it began"));
        files.line(CARD + "/stat")
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > SECTORS_WRITTEN)
                .map(words -> megabytes(Long.parseLong(words[SECTORS_WRITTEN]) * SECTOR))
                .ifPresent(
                        mb ->
                                written.add(
                                        "all programs "
                                                + mb
                                                + " to the card since the board began"));
        return written;
    }

    /** Two numbers, one for each kind of memory in it; each step is a tenth of its life. */
    private static Finding life(String text) {
        int worst = 0;
        for (String word : text.split("\\s+")) {
            worst = Math.max(worst, word.matches("0x[0-9a-fA-F]{2}") ? Integer.decode(word) : 0);
        }
        String used =
                "life_time " + text + ": " + worst * 10 + " % of the card's life used, at most";
        return worst >= NEARLY_OVER
                ? Finding.fail(
                        TOPIC, used, "copy the card to a new one (Raspberry Pi OS: SD Card Copier)")
                : Finding.ok(TOPIC, used);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
