package meetpost.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A retained message, without its payload.
 *
 * @param bytes of the payload
 */
public record RetainedReport(String topic, int bytes, int qos) {

    public RetainedReport {
        requireNonNull(topic, "topic");
    }

    /**
     * Which ones are asked for.
     *
     * @param after {@link Answer#next} of the answer before; 0 at the beginning
     * @param until {@link Answer#until} of the answer before, so that values which come meanwhile
     *     make no end of it; 0 at the beginning
     * @param most as many at most
     */
    public record Page(long after, long until, int most) {

        /** The first page of so many. */
        public static Page first(int most) {
            return new Page(0, 0, most);
        }

        /** What comes behind that answer. */
        public Page after(Answer answer) {
            return new Page(answer.next(), answer.until(), most);
        }
    }

    /**
     * Some of them.
     *
     * @param next where the next page begins
     * @param more whether there is a next page; it may be empty
     */
    public record Answer(List<RetainedReport> found, long next, long until, boolean more) {

        public Answer {
            found = List.copyOf(found);
        }
    }
}
