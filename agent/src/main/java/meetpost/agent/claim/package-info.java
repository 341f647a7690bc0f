/**
 * Boards that share a broker: which topics each of them claims, which of two has a topic, and what
 * the other one says of it. Knows no link and no thread. Not called yet: the publish loop is to
 * drive it, and until then two boards on one topic are not told apart.
 */
package meetpost.agent.claim;
