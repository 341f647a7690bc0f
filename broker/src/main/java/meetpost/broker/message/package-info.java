/**
 * What every floor above speaks of: topics and filters that have been checked, messages, a message
 * on its way to one session, and why a client is refused. No bytes of packets, no clients. Topics
 * and messages are confined to the event loop.
 */
package meetpost.broker.message;
