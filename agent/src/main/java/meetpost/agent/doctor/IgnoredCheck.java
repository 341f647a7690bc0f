package meetpost.agent.doctor;

import java.util.List;

/**
 * What lies where agents say that they run and is not believed: somebody else may have put it
 * there.
 *
 * @param ignored each in words
 */
public record IgnoredCheck(List<String> ignored) implements Check {

    public IgnoredCheck {
        ignored = List.copyOf(ignored);
    }

    @Override
    public List<Finding> findings() {
        return ignored.stream()
                .map(text -> Finding.none("instance", "not believed: " + text))
                .toList();
    }
}
