package meetpost.agent.settings.yaml;

import java.util.List;
import meetpost.agent.settings.PickedValue;

/** Keys of sensors that something else than a driver measures. */
final class OutsideKeys {

    static final Key<List<PickedValue>> VALUES =
            Key.optional(
                    "values",
                    new ValuesType(),
                    "required for `mqtt`",
                    "Of `mqtt`: what of the message counts. `{temperatuur: temperature}` are"
                            + " quantities with paths in JSON, `temperatuur` a message that is"
                            + " nothing but the number, `{batterij: {path: battery, unit: \"%\"}}` a"
                            + " quantity with a unit of its own.");
    static final Key<Boolean> REPUBLISH =
            Key.of(
                    "republish",
                    Scalars.FLAG,
                    "false",
                    "Of `mqtt`: `true` publishes on `sensoren/` and its name what was heard, after"
                            + " `offset`, `limits` and the like.");

    private OutsideKeys() {}
}
