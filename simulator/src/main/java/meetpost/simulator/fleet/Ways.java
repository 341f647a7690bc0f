package meetpost.simulator.fleet;

import java.util.List;

/**
 * The brokers of a list: nodes of one cluster, say. Who loses the one goes to the next.
 *
 * @param all at least one
 */
record Ways(List<Way> all) {

    Ways {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no broker");
        }
    }

    /**
     * @param turn 0 or more; that of a client goes up whenever it loses a broker
     */
    Way at(int turn) {
        return all.get(turn % all.size());
    }

    int count() {
        return all.size();
    }
}
