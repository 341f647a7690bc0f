package meetpost.agent.notify;

import static java.util.Objects.requireNonNull;

/**
 * What is sent in one go.
 *
 * @param title of the board
 * @param text {@value #LONGEST} characters at most
 * @param urgent somebody may be woken for it
 */
public record Notice(String title, String text, boolean urgent) {

    /** Services take 4,096 bytes; characters have up to three. */
    static final int LONGEST = 1_300;

    public Notice {
        requireNonNull(title, "title");
        text = text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }
}
