package meetpost.broker.storage;

import meetpost.broker.access.SessionOwner;

/**
 * That a client is away.
 *
 * @param owner of its session
 * @param order counts those who left, also over restarts: the lowest has been away for longest
 * @param since in seconds of the {@code RunningTime}
 */
public record Absence(SessionOwner owner, long order, long since) {}
