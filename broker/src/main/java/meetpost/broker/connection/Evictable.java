package meetpost.broker.connection;

import meetpost.broker.budget.Holding;

/** A client that may have to give way to others. Confined to the event loop. */
public interface Evictable {

    /** Its address without the port. */
    String host();

    /** What it makes the broker hold. */
    Holding holding();

    /** Others need its place, and it has not said who it is. */
    void end(String why);

    /** Others need the room that its half packet takes: the connection is closed in its turn. */
    void giveWay();

    /** There is no room for what it does not fetch. */
    void unread();
}
