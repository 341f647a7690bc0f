package meetpost.agent.expression;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** A text that is no expression, or none that makes sense where it stands. */
public final class ExpressionException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Slip> slips;

    /** By their columns. */
    ExpressionException(List<Slip> slips) {
        super(slips.stream().map(Slip::text).collect(joining("; ")), null, false, false);
        this.slips = List.copyOf(slips);
    }

    /** What is wrong; never empty. */
    public List<Slip> slips() {
        return slips;
    }
}
