package meetpost.broker.budget;

/** A number for each constant of an enum, without a box around it. */
final class Amounts<K extends Enum<K>> {

    private final long[] values;

    Amounts(Class<K> of) {
        values = new long[of.getEnumConstants().length];
    }

    // An EnumMap would make an object for each change.
    @SuppressWarnings("EnumOrdinal")
    private int place(K one) {
        return one.ordinal();
    }

    long of(K one) {
        return values[place(one)];
    }

    void add(K to, long amount) {
        values[place(to)] += amount;
    }
}
