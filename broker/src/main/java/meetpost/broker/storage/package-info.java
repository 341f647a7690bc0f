/**
 * What of sessions and retained messages outlives the process: records of a journal, replayed at
 * the start, replaced by a snapshot where they have grown. Knows neither sessions nor clients: who
 * has something to keep says so to a {@code Store}, and a {@code BrokerState} has all of it. {@code
 * WriteBatch} ends a round of the event loop: one write, then what may be sent. Confined to the
 * event loop, but for the thread {@code broker-journal}, which waits for the medium.
 */
package meetpost.broker.storage;
