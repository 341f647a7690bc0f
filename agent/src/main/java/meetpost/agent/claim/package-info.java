/**
 * Boards that share a broker: which topics each of them claims, which of two has a topic, and what
 * the other one says of it. Knows no link and no thread: the publish loop drives it.
 */
package meetpost.agent.claim;
