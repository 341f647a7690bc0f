package meetpost.agent.announce;

import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/** What the other boards on the broker have. For the publish loop's thread; does not block. */
public interface Neighbours {

    /** None are known. */
    Neighbours NOBODY =
            new Neighbours() {
                @Override
                public void inquire(Collection<String> topics, Consumer<Set<String>> claimed) {
                    claimed.accept(Set.of());
                }

                @Override
                public boolean isOpen(String topic) {
                    return true;
                }
            };

    /**
     * Finds out which of these topics other living boards claim.
     *
     * @param claimed is told once, at once or later, on the same thread; never if the session ends
     */
    void inquire(Collection<String> topics, Consumer<Set<String>> claimed);

    /** Whether we publish at a topic: not where another board has it. */
    boolean isOpen(String topic);
}
