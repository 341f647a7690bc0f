package meetpost.agent.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import meetpost.agent.command.Wish;
import meetpost.agent.command.Wish.Weight;
import meetpost.agent.settings.rule.RuleSettings;

/** From what each rule wants of an output to what all of them want. */
final class Merging {

    private Merging() {}

    /** Rules with those first that go before others; else in the order of the file. */
    static List<RuleSettings> ordered(List<RuleSettings> rules) {
        List<RuleSettings> left = new ArrayList<>(rules);
        List<RuleSettings> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> below = new HashSet<>();
            left.forEach(each -> below.addAll(each.over()));
            RuleSettings next =
                    left.stream()
                            .filter(each -> !below.contains(each.name()))
                            .findFirst()
                            .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    /**
     * What all want of each output.
     *
     * @param each what each rule wants, those first that go before others
     */
    static Map<String, Wish> merged(List<Map<String, Wish>> each) {
        Map<String, List<Wish>> byOutput = new TreeMap<>();
        each.forEach(
                wishes ->
                        wishes.forEach(
                                (output, wish) ->
                                        byOutput.computeIfAbsent(output, any -> new ArrayList<>())
                                                .add(wish)));
        Map<String, Wish> merged = new TreeMap<>();
        byOutput.forEach((output, wishes) -> merged.put(output, one(wishes)));
        return merged;
    }

    private static Wish one(List<Wish> wishes) {
        return first(wishes, Merging::isService)
                .or(() -> first(wishes, wish -> wish.weight() == Weight.GUARD))
                .or(() -> first(wishes, wish -> wish.on().isEmpty()))
                .or(() -> first(wishes, wish -> wish.on().orElse(false)))
                .or(() -> first(wishes, wish -> wish.weight() == Weight.RULE))
                .orElse(wishes.get(0));
    }

    /** Somebody has his hands in it: no other rule may switch it on, nor its guard. */
    private static boolean isService(Wish wish) {
        return wish.weight() == Weight.MODE
                && wish.origin()
                        .reason()
                        .filter(reason -> reason.why().equals(RuleWishes.IN_SERVICE))
                        .isPresent();
    }

    private static Optional<Wish> first(List<Wish> wishes, Predicate<Wish> which) {
        return wishes.stream().filter(which).findFirst();
    }
}
