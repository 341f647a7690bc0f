package meetpost.broker;

/**
 * That a client is away.
 *
 * @param owner of its session
 * @param order counts those who left, also over restarts: the lowest has been away for longest
 * @param since in seconds of the {@link RunningTime}
 */
record Absence(SessionOwner owner, long order, long since) {}
