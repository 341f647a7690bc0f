package meetpost.agent.settings.yaml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import meetpost.drivers.bus.Pull;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The types that inputs and outputs share. */
public final class PinTypes {

    private static final String GPIO_WORDS = "a GPIO number from 2 to 27, such as 17";

    /** A level as the program sees it. */
    enum State {
        OFF,
        ON
    }

    /** The level on the wire that is ON. */
    enum Active {
        LOW,
        HIGH
    }

    /** A pin of the 40-pin header; 0 and 1 are there for the EEPROM of add-on boards only. */
    public static final Type<Integer> GPIO =
            new Scalar<>(
                    Set.of(Tag.INT),
                    GPIO_WORDS,
                    Map.of("type", "integer", "minimum", 2, "maximum", 27),
                    PinTypes::gpio);

    static final Type<State> STATE = Scalars.choice(List.of(State.values()));
    static final Type<Active> ACTIVE = Scalars.choice(List.of(Active.values()));
    static final Type<Pull> PULL = Scalars.choice(List.of(Pull.values()));

    private PinTypes() {}

    private static int gpio(String text) throws WrongValue {
        if (text.equals("0") || text.equals("1")) {
            throw new WrongValue(
                    "GPIO "
                            + text
                            + " belongs to the ID EEPROM of add-on boards, expected 2 to 27");
        }
        if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) <= 27) {
            return Integer.parseInt(text);
        }
        throw new WrongValue(
                "GPIO " + ProblemReport.quoted(text) + " is not on the header, expected 2 to 27");
    }
}
