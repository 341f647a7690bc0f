package meetpost.drivers.sensor;

/** Text of others in a message: short, on one line. */
final class Shown {

    private static final int LONGEST = 40;

    private Shown() {}

    static String text(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return '"' + (clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean) + '"';
    }
}
