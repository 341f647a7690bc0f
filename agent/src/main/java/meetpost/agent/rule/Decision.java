package meetpost.agent.rule;

import static java.util.Objects.requireNonNull;

/** What a rule comes to by what it sees. */
sealed interface Decision {

    /**
     * It knows what it wants.
     *
     * @param on of a thermostat: to heat
     * @param cool only of a thermostat
     * @param why for people
     */
    record Wants(boolean on, boolean cool, String why) implements Decision {

        public Wants {
            requireNonNull(why, "why");
        }

        Wants(boolean on, String why) {
            this(on, false, why);
        }

        boolean any() {
            return on || cool;
        }
    }

    /** It lacks what it needs. */
    record Unknown(String why) implements Decision {

        public Unknown {
            requireNonNull(why, "why");
        }
    }
}
