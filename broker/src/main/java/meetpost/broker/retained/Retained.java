package meetpost.broker.retained;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import meetpost.broker.budget.Budget;
import meetpost.broker.budget.Share;
import meetpost.broker.message.FilterLevels;
import meetpost.broker.message.Message;
import meetpost.broker.message.Nullable;
import meetpost.broker.settings.Limit;

/**
 * The retained messages, by the levels of their topics, and in the order of their last values.
 * Confined to the event loop.
 */
public final class Retained {

    /** A node that is still to be looked at, and how many levels lead to it. */
    private record Step(RetainedNode node, int depth) {

        void into(String wanted, Deque<Step> steps) {
            if (!FilterLevels.isWild(wanted)) {
                RetainedNode child = node.children.get(wanted);
                if (child != null) {
                    steps.push(new Step(child, depth + 1));
                }
                return;
            }
            node.children.forEach(
                    (level, child) -> {
                        if (FilterLevels.takes(wanted, level, depth)) {
                            steps.push(new Step(child, depth + 1));
                        }
                    });
        }
    }

    private final RetainedNode root = new RetainedNode();
    private final RetainedShares shares;
    private final Consumer<String> gone;

    private final RetainedOrder order = new RetainedOrder();
    private int size;

    /**
     * @param keepsPayloads whether large payloads live on the disk
     * @param gone hears the topic of what goes
     */
    public Retained(Budget budget, boolean keepsPayloads, Consumer<String> gone) {
        this.shares = new RetainedShares(budget, keepsPayloads);
        this.gone = gone;
    }

    public int size() {
        return size;
    }

    public long bytes() {
        return shares.bytes();
    }

    /** The number of the newest value. */
    public long last() {
        return order.last();
    }

    /** That of their last values. */
    public RetainedOrder order() {
        return order;
    }

    @Nullable
    public Message get(String topic) {
        RetainedNode node = find(topic);
        return node == null ? null : node.message;
    }

    private @Nullable RetainedNode find(String topic) {
        RetainedNode node = root;
        for (String level : FilterLevels.split(topic)) {
            node = node.children.get(level);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** Keeps a message from before a restart, whatever room there is. */
    public void restore(Message message) {
        shares.force(shares.unknown(), message);
        keep(message, shares.unknown());
    }

    /** Keeps a message in the place of the one before; or says what leaves no room for it. */
    @Nullable
    public Limit put(Message message, Share by) {
        RetainedNode node = find(message.topic().name());
        Message before = node == null ? null : node.message;
        Limit full =
                before == null || node == null
                        ? shares.take(by, message, message)
                        : shares.replace(by, message, requireNonNull(node.share), before, node);
        if (full == null) {
            keep(message, by);
        }
        return full;
    }

    /** The payload of a message that is here has got its place on the disk. */
    public void stored(Message message) {
        RetainedNode node = find(message.topic().name());
        if (node != null && node.message != null && node.message.stored() == null) {
            shares.stored(requireNonNull(node.share), node.message);
            node.message = message;
        }
    }

    /** Whether large payloads that the disk has not taken fill what memory there is for them. */
    boolean crowded() {
        return shares.crowded();
    }

    private void keep(Message message, Share by) {
        RetainedNode node = root;
        for (String level : FilterLevels.split(message.topic().name())) {
            node = node.child(level);
        }
        if (node.message == null) {
            size++;
        } else {
            order.unlink(node);
        }
        node.message = message;
        node.share = by;
        order.append(node);
    }

    /**
     * Loses the oldest values of a share to make room for others.
     *
     * @param least bytes, if there are so many
     * @param place that is about to be replaced
     * @param onDisk whether it is room on the disk that is wanted
     * @return the topic that went last; none if there was nothing
     */
    @Nullable
    public String giveUp(Share from, long least, Object place, boolean onDisk) {
        String last = null;
        long freed = 0;
        for (RetainedNode node = order.oldest(); node != null && freed < least; ) {
            RetainedNode next = node.after;
            if (node.share == from && node != place) {
                Message message = requireNonNull(node.message);
                long frees = onDisk ? shares.onDisk(message) : message.cost();
                if (frees > 0) {
                    freed += frees;
                    last = message.topic().name();
                    remove(last);
                }
            }
            node = next;
        }
        return last;
    }

    /** For good, where there is one. */
    public void remove(String topic) {
        Message before = get(topic);
        if (before == null) {
            return;
        }
        List<RetainedNode> path = new ArrayList<>();
        String[] levels = FilterLevels.split(topic);
        RetainedNode node = root;
        for (String level : levels) {
            path.add(node);
            node = requireNonNull(node.children.get(level));
        }
        order.unlink(node);
        node.message = null;
        shares.give(node.share, before);
        for (int i = levels.length - 1; i >= 0 && node.isEmpty(); i--) {
            node = path.get(i);
            node.children.remove(levels[i]);
        }
        size--;
        gone.accept(topic);
    }

    /** A live value has gone out: whoever is under way to the retained one does without it. */
    public void overtaken(String topic) {
        RetainedNode node = find(topic);
        if (node != null && node.message != null) {
            order.unlink(node);
            order.append(node);
        }
    }

    public List<Message> all() {
        List<Message> all = new ArrayList<>(size);
        for (RetainedNode node = order.oldest(); node != null; node = node.after) {
            all.add(requireNonNull(node.message));
        }
        return all;
    }

    /**
     * Those whose topic matches {@code filter}.
     *
     * @param looked nodes that are looked at
     * @return false if there are more than {@code most}, or more to look at: they are not all there
     *     then
     */
    public boolean match(FilterLevels filter, int most, int looked, List<RetainedNode> to) {
        // Not by recursion: the stack is small, and topics may have a thousand levels.
        Deque<Step> steps = new ArrayDeque<>();
        steps.push(new Step(root, 0));
        boolean all = true;
        int left = looked;
        while (all && !steps.isEmpty()) {
            Step step = steps.pop();
            left -= 1 + (filter.isWildAt(step.depth) ? step.node.children.size() : 0);
            if (left < 0) {
                return false;
            }
            String wanted = filter.at(step.depth);
            if (filter.endsAt(step.depth)) {
                all = give(step.node, most, to);
            }
            if (wanted != null) {
                step.into(wanted, steps);
            }
        }
        return all;
    }

    private static boolean give(RetainedNode node, int most, List<RetainedNode> to) {
        if (node.message == null) {
            return true;
        }
        if (to.size() == most) {
            return false;
        }
        to.add(node);
        return true;
    }
}
