package meetpost.agent.advice;

/** What is typed into a shell. */
public final class Shell {

    private Shell() {}

    /** One word, whatever is in it. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+")
                ? word
                : "'" + word.replace("'", "'\\''") + "'";
    }
}
