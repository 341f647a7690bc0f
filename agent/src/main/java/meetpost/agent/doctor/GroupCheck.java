package meetpost.agent.doctor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whether this user may use what the settings need.
 *
 * @param needed group, and what it opens
 */
record GroupCheck(Filesystem files, List<Need> needed) implements Check {

    private static final String TOPIC = "groups";

    GroupCheck {
        requireNonNull(files, "files");
        needed = List.copyOf(needed);
    }

    /** A group and what one may only do in it. */
    record Need(String group, String opens) {}

    @Override
    public List<Finding> findings() {
        User user = User.of(files);
        if (user.isRoot()) {
            return List.of(Finding.none(TOPIC, "root may use everything"));
        }
        if (needed.isEmpty()) {
            return List.of(Finding.none(TOPIC, "the settings need none"));
        }
        return needed.stream().map(need -> finding(user, need)).toList();
    }

    private static Finding finding(User user, Need need) {
        if (user.groups().contains(need.group())) {
            return Finding.ok(TOPIC, user.name() + " is in " + need.group());
        }
        if (user.listed().contains(need.group())) {
            return Finding.fail(
                    TOPIC,
                    user.name()
                            + " is in "
                            + need.group()
                            + " from the next login on: log out and in");
        }
        return Finding.fail(
                TOPIC,
                "%s is not in %s and cannot use %s"
                        .formatted(user.name(), need.group(), need.opens()),
                "sudo usermod -aG %s %s    # then log out and in"
                        .formatted(need.group(), user.name()));
    }
}
