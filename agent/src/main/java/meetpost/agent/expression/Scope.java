package meetpost.agent.expression;

/** What the names of an expression are, where it stands. */
@FunctionalInterface
public interface Scope {

    /**
     * What kind of thing it is.
     *
     * @throws UnknownInputException where there is no such thing here, or it has no such state
     */
    Kind of(Input input) throws UnknownInputException;

    /** There is no such thing; the message says what is, and what was expected. */
    final class UnknownInputException extends Exception {

        private static final long serialVersionUID = 1L;

        public UnknownInputException(String text) {
            super(text, null, false, false);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }
}
