package meetpost.broker;

/**
 * What one listener asks of its clients.
 *
 * @param certificates whether each had to show one that its authority signed
 */
record Door(Access access, boolean certificates) {}
