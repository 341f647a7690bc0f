package meetpost.agent.settings.yaml;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** A type whose values are made of another's, and may be refused once more. */
record Converted<S, T>(Type<S> type, Converter<S, T> converter) implements Type<T> {

    /** From one value to the other. */
    @FunctionalInterface
    interface Converter<S, T> {

        T convert(S value) throws WrongValue;
    }

    @Override
    public Optional<T> read(Node node, ProblemReport report) {
        Optional<S> value = type.read(node, report);
        try {
            return value.isEmpty() ? Optional.empty() : Optional.of(converter.convert(value.get()));
        } catch (WrongValue e) {
            report.at(node, e.text());
            return Optional.empty();
        }
    }

    @Override
    public String words() {
        return type.words();
    }

    @Override
    public Map<String, Object> schema() {
        return type.schema();
    }
}
