package meetpost.agent.output.spec;

/** The process is killed here: nothing that the program still does counts. */
final class Crash extends Error {

    private static final long serialVersionUID = 1;

    Crash() {
        super("killed", null, false, false);
    }
}
